import { createHash, randomBytes } from 'node:crypto';
import type { System } from '../../ports/system.ts';
import { clock, type ClockSettings } from './clock.ts';

export function system(settings: ClockSettings): System {
  return {
    now: clock(settings),
    secret: () => randomBytes(16).toString('hex'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
