import type { LineReservations } from '../domain/pacing/line-reservations.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Versioned } from './versioned.ts';

/** Reserved lines by display number. */
export interface LineReservationStore {
  /** The reserved lines of a display number; empty with a null etag if there are none. */
  find(number: E164): Promise<Versioned<LineReservations>>;
  /** Throws ConcurrencyConflict. */
  save(version: Versioned<LineReservations>): Promise<void>;
}
