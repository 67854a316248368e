import type { Notice, NoticeRef } from '../domain/webhooks/notice.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** Outcome events on their way. They are created by a task's change, together with it. */
export interface Outbox {
  find(ref: NoticeRef): Promise<Versioned<Notice> | undefined>;
  /** Throws ConcurrencyConflict when another write came first. Answers the new etag. */
  save(notice: Versioned<Notice>): Promise<string>;
  /** Throws ConcurrencyConflict when another write came first; a notice that is gone is no error. */
  remove(notice: Versioned<Notice>): Promise<void>;
  /** Those that are to be posted by now, the longest overdue first, at most `most`. */
  due(now: Instant, most: number): Promise<Versioned<Notice>[]>;
}
