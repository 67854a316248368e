import type { TimeWindow } from '../schedule/time-window.ts';

/** When one number may be used, or why its windows are unknown. */
export type NumberWindows =
  | {
      kind: 'windows';
      operatingHours: readonly TimeWindow[];
      quietHours: readonly TimeWindow[];
    }
  /** The engagement does not use numbers of this type. */
  | { kind: 'unusedPhoneType' }
  /** The engagement requires the time zone of the contact, and it is unknown. */
  | { kind: 'unknownTimeZone' };
