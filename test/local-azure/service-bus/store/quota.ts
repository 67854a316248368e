/**
 * The size limit of a queue, on demand; without it only memory limits a queue. As in Azure, a send is refused if the
 * queue has reached the limit before it. Dead letters count too. The size is computed only with a limit.
 */
import { queueFull } from '../wire/refusal.ts';

export interface Quota {
  set(bytes: number | null): void;
  /** Throws if the size has reached the limit. */
  check(): void;
}

export function quota(name: string, size: () => number): Quota {
  let limit: number | null = null;
  return {
    set(bytes) {
      if (bytes !== null && !(Number.isInteger(bytes) && bytes >= 0))
        throw new Error(`'bytes' must be a whole number of at least 0, or null.`);
      limit = bytes;
    },
    check() {
      if (limit === null) return;
      const currentSize = size();
      if (currentSize >= limit) throw queueFull(name, currentSize, limit);
    },
  };
}
