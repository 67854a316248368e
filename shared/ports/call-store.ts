import type { Call, CallStatus } from '../domain/call/call.ts';
import type { DeliveryId, EngagementId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** The line of a call that is not settled. */
export interface Line {
  id: DeliveryId;
  pacingGroup: string;
  engagementId: EngagementId;
  from: E164;
  status: CallStatus;
}

/** Calls by pacing group. */
export interface CallStore {
  find(group: string, id: DeliveryId): Promise<Versioned<Call> | undefined>;
  /** Calls that use a line or are not settled. */
  live(group: string): Promise<Versioned<Call>[]>;
  /** Every unsettled call of every group. */
  lines(): Promise<Line[]>;
  /** Calls of all groups with a passed deadline, the longest overdue first. */
  due(now: Instant, limit: number): Promise<Versioned<Call>[]>;
  /** Creates if `etag` is null, else replaces. Returns the new version. Throws ConcurrencyConflict. */
  save(version: Versioned<Call>): Promise<Versioned<Call>>;
}
