import type { Call, CallStatus } from '../domain/call/call.ts';
import type { DeliveryId, EngagementId } from '../domain/values/ids.ts';
import type { Reading } from '../domain/pacing/abandonment.ts';
import type { LineReservations } from '../domain/pacing/line-reservations.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** The pacing state of a group. */
export interface GroupState {
  /** The instant of the latest tick that ran; an older tick does nothing. */
  tickedAt: Instant;
  /** Selects which of several equals comes first; changes with every tick. */
  turn: number;
}

/** The line of a call that is not settled. */
export interface Line {
  id: DeliveryId;
  pacingGroup: string;
  engagementId: EngagementId;
  from: E164;
  status: CallStatus;
}

/** Live calls and pacing state by pacing group, reserved lines by display number, and rule readings by engagement. */
export interface CallStore {
  find(group: string, id: DeliveryId): Promise<Versioned<Call> | undefined>;
  /** Calls that use a line or are not settled. */
  live(group: string): Promise<Versioned<Call>[]>;
  /** Every unsettled call of every group. */
  lines(): Promise<Line[]>;
  /** Calls of all groups with a passed deadline, the longest overdue first, at most `most`. */
  due(now: Instant, most: number): Promise<Versioned<Call>[]>;
  /** Creates if `etag` is null, else replaces. Returns the new version. Throws ConcurrencyConflict. */
  save(version: Versioned<Call>): Promise<Versioned<Call>>;
  state(group: string): Promise<Versioned<GroupState>>;
  /** Throws ConcurrencyConflict. */
  saveState(group: string, version: Versioned<GroupState>): Promise<void>;
  /** The reserved lines of a display number; empty with a null etag if there are none. */
  holds(number: E164): Promise<Versioned<LineReservations>>;
  /** Throws ConcurrencyConflict. */
  saveHolds(version: Versioned<LineReservations>): Promise<void>;
  /** The counter readings of an engagement in time order; empty with a null etag if there are none. */
  readings(engagementId: EngagementId): Promise<Versioned<readonly Reading[]>>;
  /** Throws ConcurrencyConflict. */
  saveReadings(engagementId: EngagementId, version: Versioned<readonly Reading[]>): Promise<void>;
}
