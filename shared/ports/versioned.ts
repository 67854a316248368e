/** A stored value and the etag that a write must match; null if nothing is stored yet. */
export interface Versioned<T> {
  value: T;
  etag: string | null;
}
