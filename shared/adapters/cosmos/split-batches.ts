// A transactional batch has at most 100 operations and 2 MB.
const mostBytes = 1.5 * 1024 * 1024;

/** The items in order, split where a batch would exceed `most` items or the size. */
export function splitBatches<T>(
  items: readonly T[],
  most: number,
  bodyOf: (item: T) => unknown,
): T[][] {
  const cut: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(bodyOf(item)));
    if (batch.length > 0 && (batch.length >= most || bytes + size > mostBytes)) {
      cut.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  return batch.length === 0 ? cut : [...cut, batch];
}
