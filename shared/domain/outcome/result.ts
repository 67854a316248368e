// What the system saw of one delivery. Spellings are those of Dynamics 365 (“Outcomes for proactive engagement”).
// Nobody outside this folder compares a result: each question has one table, and the compiler keeps every table total.
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
 * Under which selectable reason a result may be reattempted; null where no setting can ask for it.
 * “Failed” excludes InvalidAddress and NonRetriableError: they will fail the same way again.
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
 * - `reached`: the person was spoken to; the task is done
 * - `nextNumber`: another number of the same attempt may be dialled
 * - `endsAttempt`: the person may have been reached without our knowing; nothing more is dialled in this attempt
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

/** Whether a result says that nobody can be reached at the number: no SMS follows there, and no other call. */
export const isInvalidNumber = (result: VoiceResult): boolean =>
  result === 'InvalidAddress' || result === 'NotAHandset';

/** SIP answers, from “SIP-based result values” of the same page; the rest is in sipResult below. */
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

/** The result of a SIP answer before anyone went off hook; undefined where the page names none. */
export const sipResult = (sip: number): VoiceResult | undefined => sipTable[sip];
