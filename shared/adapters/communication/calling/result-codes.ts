// The meaning of the service's codes. Source: “Troubleshooting call end response codes” and the SIP table of “Outcomes
// for proactive engagement”. In the sub-codes of PSTN calls, 560xxx contains the SIP code of the operator. The sub-code
// is more precise than the code: a normal end appears as 0 and as 200.
import { sipResult, type VoiceResult } from '../../../domain/outcome/result.ts';

export interface ResultInformation {
  code?: number | undefined;
  subCode?: number | undefined;
  message?: string | undefined;
  sipDetails?: { code?: number | undefined; message?: string | undefined } | undefined;
}

/** Sub-codes of the service itself, which are not SIP codes. */
const subCodes: Readonly<Record<number, VoiceResult>> = {
  5000: 'CallEnded', // 0: ended by a participant.
  5300: 'CallEnded', // 0: removed by another participant.
  7000: 'CallEnded', // 0: ended by Call Automation. After our ring-out our result applies.
  10003: 'CallEnded', // 487: accepted elsewhere, by another endpoint
  5003: 'NoAnswer', // 0: declined
  8538: 'NoAnswer', // declined
  8587: 'NoAnswer',
  8539: 'Busy',
  8540: 'Busy', // everywhere
  301004: 'CallFailed', // 410: these three are faults of the network, and no numbers that are gone
  301005: 'CallFailed',
  531004: 'CallFailed',
  10004: 'NoAnswer', // 487: not accepted in time
  10024: 'NoAnswer', // 487: declined on all endpoints
  500001: 'NoAnswer', // 408: gateway timeout
  540487: 'NoAnswer', // canceled by us: the result of our ring timer applies
  8523: 'InvalidAddress', // malformed number
  511404: 'InvalidAddress', // number or resource not found
  10129: 'NonRetriableError', // not entitled to the destination
  510403: 'NonRetriableError', // no or wrong caller id, or blocked
  511532: 'NonRetriableError', // direct routing trunk missing
};

/** Refusals because of the number: malformed or not allowed. Other refusals concern this app, whatever the number. */
export const isAboutNumber = (subCode: number | undefined): boolean =>
  subCode === 8523 || subCode === 10_129;

/** A normal end is 200, 0, or 0 as the SIP code of the operator (560000). */
const isNormalEnd = (sip: number | undefined): boolean => sip === 0 || sip === 200;

/**
 * The result of a call without a known answer. The end may overtake the answer, or the answer may be lost. Then only
 * the codes show that the call was answered. An unknown code is a failed call.
 */
export function resultOf(information: ResultInformation): { result: VoiceResult; known: boolean } {
  const { code, subCode, sipDetails, message } = information;
  const direct = subCode === undefined ? undefined : subCodes[subCode];
  if (direct !== undefined) return { result: direct, known: true };
  const said = sipDetails?.code === 0 ? undefined : sipDetails?.code;
  const sip = said ?? sipOf(subCode) ?? sipOf(diagnosticSubCode(message)) ?? code;
  if (isNormalEnd(sip)) return { result: 'CallEnded', known: true };
  const result = sip === undefined ? undefined : sipResult(sip);
  return { result: result ?? 'CallFailed', known: result !== undefined };
}

/** 560xxx and 540xxx contain the SIP code in their last three digits. */
function sipOf(subCode: number | undefined): number | undefined {
  if (subCode === undefined) return undefined;
  const family = Math.floor(subCode / 1000);
  return family === 560 || family === 540 ? subCode % 1000 : undefined;
}

/** “… DiagCode: 486#560486.@” */
function diagnosticSubCode(message: string | undefined): number | undefined {
  const digits = /DiagCode:\s*\d+#(\d+)/.exec(message ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function diagnosticsOf({ code, subCode, sipDetails, message }: ResultInformation): string {
  return JSON.stringify({ code, subCode, sip: sipDetails?.code, message }).slice(0, 1000);
}
