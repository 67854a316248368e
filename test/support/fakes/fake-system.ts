import { createHash } from 'node:crypto';
import { type Instant, later } from '../../../shared/domain/values/time.ts';
import type { ClockAndIds } from '../../../shared/ports/clock-and-ids.ts';

export interface HeldSystem extends ClockAndIds {
  /** From now on the clock is this far off; below zero it goes backwards. */
  shift(ms: number): void;
}

/** A clock that stands where `now` says, and secrets that are counted. */
export function heldSystem(now: () => Instant): HeldSystem {
  let shiftMs = 0;
  let secrets = 0;
  return {
    now: () => (shiftMs === 0 ? now() : later(now(), shiftMs)),
    secret: () => (++secrets).toString(16).padStart(32, '0'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    shift: (ms) => void (shiftMs = ms),
  };
}
