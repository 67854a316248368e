/** A stored value and the version that a write of it must still find; null where nothing is stored yet. */
export interface Versioned<T> {
  value: T;
  etag: string | null;
}
