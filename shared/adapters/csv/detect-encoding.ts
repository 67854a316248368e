/** Detects the encoding from the first bytes. A single invalid byte further on is a fault of its row. */
export function detectEncoding(start: Uint8Array): 'utf8' | 'utf16' | 'binary' {
  const [a, b] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'utf16';
  const head = start.subarray(0, 4096);
  const zeros = head.filter((byte) => byte === 0).length;
  if (zeros === 0) return 'utf8';
  // Latin text in UTF-16 without a mark has a zero in every other byte.
  return zeros > head.length / 4 ? 'utf16' : 'binary';
}
