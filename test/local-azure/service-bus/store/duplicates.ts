/** The message ids within the window. A repeat does not extend the window of the first message. */
import type { Journal } from './journal.ts';

export interface DuplicateHistory {
  /** True if the id is known; otherwise stores it. */
  isRepeat(messageId: string, now: number): boolean;
  restore(messageId: string, until: number): void;
}

export function duplicateHistory(
  queue: string,
  windowMs: number,
  journal: Journal,
): DuplicateHistory {
  // In order of expiry, because all ids have the same lifetime.
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
