// A transactional batch has at most 100 operations and 2 MB.
const maxBytes = 1.5 * 1024 * 1024;

/** The items in order, split where a batch would exceed `maxItems` items or the size. */
export function splitBatches<T>(
  items: readonly T[],
  maxItems: number,
  bodyOf: (item: T) => unknown,
): T[][] {
  const cut: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(bodyOf(item)));
    if (batch.length > 0 && (batch.length >= maxItems || bytes + size > maxBytes)) {
      cut.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  return batch.length === 0 ? cut : [...cut, batch];
}
