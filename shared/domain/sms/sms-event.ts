import type { E164 } from '../values/phone.ts';

/** What comes back from the SMS network. */
export type SmsEvent =
  | { kind: 'report'; tag: string; delivered: boolean; to: E164 | null; optedOut: boolean }
  | { kind: 'received'; from: E164; message: string };
