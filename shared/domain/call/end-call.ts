// The end of a call and its settlement. The meaning of an end depends on the progress of the call.
import type { VoiceResult } from '../outcome/result.ts';
import type { CallFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { commonFields, factsOf } from './call-fields.ts';
import { apply, type CallDecision, type Live } from './event.ts';

/** How soon the sweep repeats an interrupted settlement. */
const settleMs = 15 * SECOND;

export function endCall(
  call: Live,
  result: VoiceResult,
  facts: CallFacts,
  endedAt: Instant,
  againFrom: Instant | null = null,
): CallDecision {
  const deadlineAt = later(endedAt, settleMs);
  const next: Call = {
    ...commonFields(call),
    status: 'ended',
    result,
    facts,
    endedAt,
    againFrom,
    deadlineAt,
  };
  return apply(next, { kind: 'settle' });
}

/** The network reports the end. */
export function applyNetworkEnd(
  call: Live,
  result: VoiceResult,
  diagnostics: string,
  now: Instant,
): CallDecision {
  switch (call.status) {
    case 'queued':
    case 'placing':
    case 'ringing':
      return endCall(call, result, { ...factsOf(call), diagnostics }, now);
    case 'screening':
    case 'bridging':
    case 'apologizing':
      return endCall(call, 'LiveAnswer', { ...factsOf(call), abandoned: true, diagnostics }, now);
    case 'talking':
      return endCall(call, 'LiveAnswer', { ...factsOf(call), diagnostics }, now);
    case 'leavingVoicemail':
      return endCall(call, 'AnsweringMachineHangup', { ...factsOf(call), diagnostics }, now);
    case 'hangingUp':
      return endCall(call, call.result, { ...call.facts, diagnostics }, call.endedAt);
  }
}

export const repeatSettlement = (call: CallIn<'ended'>, now: Instant): CallDecision =>
  apply({ ...call, deadlineAt: later(now, settleMs) }, { kind: 'settle' });

export function markSettled(call: CallIn<'ended'>): CallDecision {
  const { result, facts, endedAt } = call;
  return apply({ ...commonFields(call), status: 'settled', result, facts, endedAt });
}
