// What the system saw of one delivery, in the spelling of Dynamics 365 (“Outcomes for proactive engagement”). Code
// outside this folder never compares results: each question has one complete table.
import { z } from 'zod';

export const voiceResults = [
  'LiveAnswer',
  'AnsweringMachine',
  'AnsweringMachineHangup',
  'Undetermined',
  'NotAHandset',
  'BotFailed',
  'CallEnded',
  'Busy',
  'NoAnswer',
  'InvalidAddress',
  'CallFailed',
  'NonRetriableError',
  'Terminated',
  'Unknown',
  'Cancelled',
  'Expired',
  'Error',
] as const;
export const voiceResultSchema = z.enum(voiceResults);
export type VoiceResult = z.infer<typeof voiceResultSchema>;

export const smsResults = ['Delivered', 'Not delivered', 'Unknown', 'Cancelled'] as const;
export const smsResultSchema = z.enum(smsResults);
export type SmsResult = z.infer<typeof smsResultSchema>;

export type Result = VoiceResult | SmsResult;

export const reattemptReasons = ['noAnswer', 'busy', 'failed', 'answeringMachine'] as const;
export type ReattemptReason = (typeof reattemptReasons)[number];

/**
 * The selectable reason under which a result is reattempted; null if no setting can ask for it.
 * “Failed” excludes InvalidAddress and NonRetriableError: they would fail again.
 */
export const reattemptReasonOf = {
  LiveAnswer: null,
  AnsweringMachine: 'answeringMachine',
  AnsweringMachineHangup: 'answeringMachine',
  Undetermined: null,
  NotAHandset: null,
  BotFailed: 'failed',
  CallEnded: null,
  Busy: 'busy',
  NoAnswer: 'noAnswer',
  InvalidAddress: null,
  CallFailed: 'failed',
  NonRetriableError: null,
  Terminated: null,
  Unknown: 'failed',
  Cancelled: null,
  Expired: null,
  Error: null,
} as const satisfies Record<VoiceResult, ReattemptReason | null>;

/**
 * What a result means for the rest of the attempt.
 * - `reached`: the conversation took place; the task is done
 * - `nextNumber`: another number of the same attempt may be dialed
 * - `endsAttempt`: the contact may have been reached unnoticed; nothing more is dialed in this attempt
 */
export const meaningOf = {
  LiveAnswer: 'reached',
  AnsweringMachine: 'nextNumber',
  AnsweringMachineHangup: 'nextNumber',
  Undetermined: 'endsAttempt',
  NotAHandset: 'nextNumber',
  BotFailed: 'endsAttempt',
  CallEnded: 'reached',
  Busy: 'nextNumber',
  NoAnswer: 'nextNumber',
  InvalidAddress: 'nextNumber',
  CallFailed: 'nextNumber',
  NonRetriableError: 'nextNumber',
  Terminated: 'endsAttempt',
  Unknown: 'endsAttempt',
  Cancelled: 'endsAttempt',
  Expired: 'endsAttempt',
  Error: 'endsAttempt',
} as const satisfies Record<VoiceResult, 'reached' | 'nextNumber' | 'endsAttempt'>;

/** Whether a result proves that the number is invalid: no SMS and no other call follows. */
export const isInvalidNumber = (result: VoiceResult): boolean =>
  result === 'InvalidAddress' || result === 'NotAHandset';

/** SIP codes, from “SIP-based result values” of the same page. */
const sipTable: Readonly<Record<number, VoiceResult>> = {
  486: 'Busy',
  600: 'Busy',
  603: 'NoAnswer',
  607: 'NoAnswer',
  404: 'InvalidAddress',
  410: 'InvalidAddress',
  484: 'InvalidAddress',
  485: 'InvalidAddress',
  604: 'InvalidAddress',
  408: 'CallFailed',
  480: 'CallFailed',
  487: 'CallFailed',
  500: 'CallFailed',
  502: 'CallFailed',
  503: 'CallFailed',
  504: 'CallFailed',
  401: 'NonRetriableError',
  405: 'NonRetriableError',
  407: 'NonRetriableError',
  415: 'NonRetriableError',
  488: 'NonRetriableError',
  501: 'NonRetriableError',
  505: 'NonRetriableError',
};

/** The result of a SIP code before the answer; undefined if the page names none. */
export const sipResult = (sip: number): VoiceResult | undefined => sipTable[sip];
