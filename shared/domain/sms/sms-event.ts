import type { E164 } from '../values/phone.ts';

/** An event of the SMS network: a delivery report or an inbound message. */
export type SmsEvent =
  | { kind: 'report'; tag: string; delivered: boolean; to: E164 | null; optedOut: boolean }
  | { kind: 'received'; from: E164; message: string };
