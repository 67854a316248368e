/**
 * How much a queue may hold, on demand; without a limit it holds what memory does. As in Azure, a send is refused when
 * the limit has been reached before it, and dead letters count too. The size is summed up only where there is a limit.
 */
import { queueFull } from '../wire/refusal.ts';

export interface Quota {
  set(bytes: number | null): void;
  /** Throws where what is there has reached the limit. */
  check(): void;
}

export function quota(name: string, size: () => number): Quota {
  let limit: number | null = null;
  return {
    set(bytes) {
      if (bytes !== null && !(Number.isInteger(bytes) && bytes >= 0))
        throw new Error(`'bytes' must be a whole number from 0 on, or null.`);
      limit = bytes;
    },
    check() {
      if (limit === null) return;
      const held = size();
      if (held >= limit) throw queueFull(name, held, limit);
    },
  };
}
