import { createHash } from 'node:crypto';
import { type Instant, later } from '../../../shared/domain/values/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Ids } from '../../../shared/ports/ids.ts';

export interface FakeClock extends Clock {
  /** Shifts the clock by `ms` from now on; a negative value sets it back. */
  shift(ms: number): void;
  /** The limits of the pauses so far, in milliseconds. */
  readonly pauses: readonly number[];
}

/** A clock that shows `now`. A pause ends at once and is recorded. */
export function createFakeClock(now: () => Instant): FakeClock {
  let shiftMs = 0;
  const pauses: number[] = [];
  return {
    now: () => (shiftMs === 0 ? now() : later(now(), shiftMs)),
    pause: async (limitMs) => void pauses.push(limitMs),
    shift: (ms) => void (shiftMs = ms),
    pauses,
  };
}

/** Counts the secrets, so that each run has the same ones. */
export function createFakeIds(): Ids {
  let secrets = 0;
  return {
    secret: () => (++secrets).toString(16).padStart(32, '0'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
