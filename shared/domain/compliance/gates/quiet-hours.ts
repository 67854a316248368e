import { closedUntil } from '../../schedule/time-window.ts';
import { type Gate, open } from '../gate.ts';
import type { NumberWindows } from '../number-windows.ts';

/** The quiet hours of the number type, in the time zone of the contact. */
export const quietHoursGate: Gate<{ windows: NumberWindows }> = {
  name: 'quietHours',
  check({ windows }, at) {
    if (windows.kind !== 'windows') return open;
    const until = closedUntil(windows.quietHours, at);
    return until === 'open' ? open : { kind: 'closed', because: 'quietHours', until };
  },
};
