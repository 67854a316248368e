import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

/** The pacing state of a group. */
export interface PacingState {
  /** The instant of the latest tick that ran; an older tick does nothing. */
  tickedAt: Instant;
  /** Selects which of several equals comes first; changes with every tick. */
  turn: number;
}

/** Pacing states by pacing group. */
export interface PacingStateStore {
  /** The state of a group; a group without a tick has the tick time 0 and a null etag. */
  find(group: string): Promise<Versioned<PacingState>>;
  /** Throws ConcurrencyConflict. */
  save(group: string, version: Versioned<PacingState>): Promise<void>;
}
