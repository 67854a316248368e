// The only clock. In Azure it is the machine's; a local Azure may run it faster and from another instant, by the same
// settings for all of its processes.
import { type Instant, instantOf } from '../../domain/values/time.ts';

export interface ClockSettings {
  CLOCK_SPEED: number;
  CLOCK_START?: string | undefined;
  CLOCK_STARTED_AT?: string | undefined;
}

export function createClock(settings: ClockSettings): () => Instant {
  const { CLOCK_SPEED: speed, CLOCK_START, CLOCK_STARTED_AT } = settings;
  if (speed === 1 && CLOCK_START === undefined) return () => instantOf(Date.now());
  const startedAt = CLOCK_STARTED_AT === undefined ? Date.now() : Date.parse(CLOCK_STARTED_AT);
  const start = CLOCK_START === undefined ? startedAt : Date.parse(CLOCK_START);
  return () => instantOf(Math.floor(start + (Date.now() - startedAt) * speed));
}
