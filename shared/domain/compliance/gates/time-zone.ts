import { type Gate, open } from '../gate.ts';
import type { NumberWindows } from '../number-windows.ts';

export const timeZoneGate: Gate<{ windows: NumberWindows }> = {
  name: 'timeZone',
  check: ({ windows }) =>
    windows.kind === 'unknownTimeZone'
      ? { kind: 'closed', because: 'unknownTimeZone', until: 'never' }
      : open,
};
