/** The message ids of the last so many minutes. A repeat does not lengthen the first one's stay. */
import type { Journal } from './journal.ts';

export interface DuplicateHistory {
  /** Whether the id was there already; if not, it is now. */
  isRepeat(messageId: string, now: number): boolean;
  restore(messageId: string, until: number): void;
}

export function duplicateHistory(
  queue: string,
  windowMs: number,
  journal: Journal,
): DuplicateHistory {
  // In order of their ends, because every id stays equally long.
  const ends = new Map<string, number>();
  return {
    isRepeat(messageId, now) {
      if (windowMs === 0) return false;
      for (const [id, end] of ends) {
        if (end > now) break;
        ends.delete(id);
        journal.forgetId(queue, id);
      }
      if (ends.has(messageId)) return true;
      ends.set(messageId, now + windowMs);
      journal.rememberId(queue, messageId, now + windowMs);
      return false;
    },
    restore(messageId, until) {
      if (windowMs > 0) ends.set(messageId, until);
    },
  };
}
