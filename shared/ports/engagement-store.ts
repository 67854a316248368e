import type { EngagementRecord } from '../domain/engagement/engagement-record.ts';
import type { Lifecycle } from '../domain/engagement/lifecycle.ts';

export interface StoredEngagement extends EngagementRecord {
  /** The etag of the engagement. A change of the lifecycle does not change it. */
  etag: string;
  lifecycleEtag: string;
}

/** Engagements with their lifecycles, which have documents of their own: a status change is no edit. */
export interface EngagementStore {
  /** Throws CorruptRecord if either document does not follow its schema. */
  find(id: string): Promise<StoredEngagement | undefined>;
  /** The engagements of which both documents follow their schemas. */
  list(): Promise<StoredEngagement[]>;
  /** Throws ConcurrencyConflict if the lifecycle changed, or if the engagement was edited or removed. */
  saveLifecycle(id: string, lifecycle: Lifecycle, lifecycleEtag: string): Promise<void>;
}
