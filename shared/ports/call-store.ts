import type { Call, CallStatus } from '../domain/call/call.ts';
import type { DeliveryId, EngagementId } from '../domain/values/ids.ts';
import type { Reading } from '../domain/pacing/abandonment.ts';
import type { LineReservations } from '../domain/pacing/line-reservations.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** The pacing state of a group. */
export interface GroupState {
  /** The instant of the latest tick that ran: an older one that arrives late does nothing. */
  tickedAt: Instant;
  /** Which of several equals comes first; moves on with every tick. */
  turn: number;
}

/** What a call that is not settled takes up, and where. */
export interface Line {
  id: DeliveryId;
  pacingGroup: string;
  engagementId: EngagementId;
  from: E164;
  status: CallStatus;
}

/**
 * Live calls and pacing state, by pacing group; the lines that are about to be taken, by display number; and what
 * rules look back on, by engagement.
 */
export interface CallStore {
  find(group: string, id: DeliveryId): Promise<Versioned<Call> | undefined>;
  /** Calls that hold a line, or are not settled yet. */
  live(group: string): Promise<Versioned<Call>[]>;
  /** Every call of every group that is not settled. */
  lines(): Promise<Line[]>;
  /** Calls of all groups whose deadline has passed: the longest overdue first, at most `most`. */
  due(now: Instant, most: number): Promise<Versioned<Call>[]>;
  /** Creates when `etag` is null, else replaces; throws ConcurrencyConflict when another write came first. Answers the new version. */
  save(version: Versioned<Call>): Promise<Versioned<Call>>;
  state(group: string): Promise<Versioned<GroupState>>;
  /** Throws ConcurrencyConflict when another write came first. */
  saveState(group: string, version: Versioned<GroupState>): Promise<void>;
  /** The lines of a display number that are held for calls; none with a null etag where none ever were. */
  holds(number: E164): Promise<Versioned<LineReservations>>;
  /** Throws ConcurrencyConflict when another write came first. */
  saveHolds(version: Versioned<LineReservations>): Promise<void>;
  /** What an engagement's tallies said before, in the order of time; none with a null etag where nothing was noted. */
  readings(engagementId: EngagementId): Promise<Versioned<readonly Reading[]>>;
  /** Throws ConcurrencyConflict when another write came first. */
  saveReadings(engagementId: EngagementId, version: Versioned<readonly Reading[]>): Promise<void>;
}
