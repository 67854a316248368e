import { type Gate, open } from '../gate.ts';
import type { NumberWindows } from '../number-windows.ts';

export const phoneTypeGate: Gate<{ windows: NumberWindows }> = {
  name: 'phoneType',
  check: ({ windows }) =>
    windows.kind === 'unusedPhoneType'
      ? { kind: 'closed', because: 'unusedPhoneType', until: 'never' }
      : open,
};
