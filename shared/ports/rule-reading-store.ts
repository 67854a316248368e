import type { Reading } from '../domain/pacing/abandonment.ts';
import type { EngagementId } from '../domain/values/ids.ts';
import type { Versioned } from './versioned.ts';

/** Counter readings of the abandonment rule by engagement. */
export interface RuleReadingStore {
  /** The counter readings of an engagement in time order; empty with a null etag if there are none. */
  find(engagementId: EngagementId): Promise<Versioned<readonly Reading[]>>;
  /** Throws ConcurrencyConflict. */
  save(engagementId: EngagementId, version: Versioned<readonly Reading[]>): Promise<void>;
}
