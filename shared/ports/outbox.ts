import type { Notice, NoticeRef } from '../domain/webhooks/notice.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** Outbox notices. The change of a task creates them in its batch. */
export interface Outbox {
  find(ref: NoticeRef): Promise<Versioned<Notice> | undefined>;
  /** Returns the new etag. Throws ConcurrencyConflict. */
  save(notice: Versioned<Notice>): Promise<string>;
  /** A missing notice is not an error. Throws ConcurrencyConflict. */
  remove(notice: Versioned<Notice>): Promise<void>;
  /** Notices that are due, the longest overdue first. */
  due(now: Instant, limit: number): Promise<Versioned<Notice>[]>;
}
