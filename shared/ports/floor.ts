import type { Call } from '../domain/call/call.ts';
import type { DeliveryId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { Versioned } from './versioned.ts';

/** The pacing state of a group. */
export interface GroupState {
  /** The instant of the latest tick that ran: an older one that arrives late does nothing. */
  tickedAt: Instant;
  /** Counts the ticks, for taking turns. */
  turn: number;
}

/** Live calls and pacing state, by pacing group. */
export interface Floor {
  find(group: string, id: DeliveryId): Promise<Versioned<Call> | undefined>;
  /** Calls that hold a line, or are not settled yet. */
  live(group: string): Promise<Versioned<Call>[]>;
  /** Calls of all groups whose deadline has passed, at most `most`. */
  due(now: Instant, most: number): Promise<Versioned<Call>[]>;
  /** Creates when `etag` is null, else replaces; throws Conflict when another write came first. Answers the new version. */
  save(version: Versioned<Call>): Promise<Versioned<Call>>;
  state(group: string): Promise<Versioned<GroupState>>;
  /** Throws Conflict when another write came first. */
  saveState(group: string, version: Versioned<GroupState>): Promise<void>;
}
