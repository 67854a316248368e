// The only clock. In Azure it is the machine's clock. A local Azure may run it faster and from another instant; all of its
// processes share the settings.
import { setTimeout } from 'node:timers/promises';
import { type Instant, instantOf } from '../../domain/values/time.ts';
import type { Clock } from '../../ports/clock.ts';

export interface ClockSettings {
  CLOCK_SPEED: number;
  CLOCK_START?: string | undefined;
  CLOCK_STARTED_AT?: string | undefined;
}

export function createClock(settings: ClockSettings): Clock {
  return { now: nowOf(settings), pause: (limitMs) => setTimeout(Math.random() * limitMs) };
}

function nowOf(settings: ClockSettings): () => Instant {
  const { CLOCK_SPEED: speed, CLOCK_START, CLOCK_STARTED_AT } = settings;
  if (speed === 1 && CLOCK_START === undefined) return () => instantOf(Date.now());
  const startedAt = CLOCK_STARTED_AT === undefined ? Date.now() : Date.parse(CLOCK_STARTED_AT);
  const start = CLOCK_START === undefined ? startedAt : Date.parse(CLOCK_START);
  return () => instantOf(Math.floor(start + (Date.now() - startedAt) * speed));
}
