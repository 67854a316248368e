import type { Representative } from '../domain/representative/representative.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

export interface Representatives {
  find(id: string): Promise<Versioned<Representative> | undefined>;
  list(): Promise<Versioned<Representative>[]>;
  /** Available representatives of the queue, by its members or by their profiles, in any order. */
  available(queueId: string, members: readonly string[]): Promise<Versioned<Representative>[]>;
  /** Representatives with a passed deadline. */
  due(now: Instant): Promise<Versioned<Representative>[]>;
  /** Creates if `etag` is null, else replaces. Throws ConcurrencyConflict. */
  save(version: Versioned<Representative>): Promise<string>;
}
