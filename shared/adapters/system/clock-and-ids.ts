import { createHash, randomBytes } from 'node:crypto';
import type { ClockAndIds } from '../../ports/clock-and-ids.ts';
import { createClock, type ClockSettings } from './clock.ts';

export function createClockAndIds(settings: ClockSettings): ClockAndIds {
  return {
    now: createClock(settings),
    secret: () => randomBytes(16).toString('hex'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
