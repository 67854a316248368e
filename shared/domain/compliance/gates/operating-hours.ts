import { closedUntil } from '../../schedule/time-window.ts';
import { type Gate, open } from '../gate.ts';
import type { NumberWindows } from '../number-windows.ts';

/** The operating hours and holidays of the queue. */
export const operatingHoursGate: Gate<{ windows: NumberWindows }> = {
  name: 'operatingHours',
  check({ windows }, at) {
    if (windows.kind !== 'windows') return open;
    const until = closedUntil(windows.operatingHours, at);
    return until === 'open' ? open : { kind: 'closed', because: 'operatingHours', until };
  },
};
