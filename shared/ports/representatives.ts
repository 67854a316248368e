import type { Representative } from '../domain/representative/representative.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

export interface Representatives {
  find(id: string): Promise<Versioned<Representative> | undefined>;
  list(): Promise<Versioned<Representative>[]>;
  /** Those whose presence is available and who serve the queue: it names them, or they it. In no order. */
  available(queueId: string, members: readonly string[]): Promise<Versioned<Representative>[]>;
  /** Those whose presence has a deadline that has passed. */
  due(now: Instant): Promise<Versioned<Representative>[]>;
  /** Creates when `etag` is null, else replaces; throws ConcurrencyConflict when another write came first. */
  save(version: Versioned<Representative>): Promise<string>;
}
