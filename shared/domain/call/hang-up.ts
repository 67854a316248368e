// The engine ends a call. The result is final; the request is repeated until the network confirms the end.
import type { VoiceResult } from '../outcome/result.ts';
import type { CallFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { commonFields } from './call-fields.ts';
import { endCall } from './end-call.ts';
import { apply, type CallDecision } from './event.ts';

/** No network lets a call ring longer. */
export const maxRingMs = 120 * SECOND;

/** How long the service may take to confirm a requested hang-up. */
const hangUpMs = 10 * SECOND;

/**
 * The number of hang-up requests. The service may refuse to end a ringing call. While it can ring, it can be
 * answered, so it keeps its line and its number.
 */
const maxHangUps = ({ facts }: CallIn<'hangingUp'>): number =>
  facts.answeredAt === null ? maxRingMs / hangUpMs : 3;

type Answered = CallIn<'screening' | 'bridging' | 'talking' | 'leavingVoicemail' | 'apologizing'>;

export function hangUp(
  call: CallIn<'ringing'> | Answered,
  result: VoiceResult,
  facts: CallFacts,
  now: Instant,
): CallDecision {
  const { connectionId } = call;
  const deadlineAt = later(now, hangUpMs);
  const next: Call = {
    ...commonFields(call),
    connectionId,
    callId: call.callId,
    deadlineAt,
    status: 'hangingUp',
    result,
    facts,
    endedAt: now,
    tries: 1,
  };
  return apply(next, { kind: 'hangUp', connectionId });
}

/** Repeats the hang-up request; after the last one the call counts as ended. */
export function repeatHangUp(call: CallIn<'hangingUp'>, now: Instant): CallDecision {
  if (call.tries >= maxHangUps(call)) return endCall(call, call.result, call.facts, call.endedAt);
  const next = { ...call, tries: call.tries + 1, deadlineAt: later(now, hangUpMs) };
  return apply(next, { kind: 'hangUp', connectionId: call.connectionId });
}

/** An answer that crosses our hang-up: the result stays, and the hang-up attempts start again. */
export const restartHangUp = (call: CallIn<'hangingUp'>, now: Instant): CallDecision =>
  repeatHangUp({ ...call, tries: 0 }, now);
