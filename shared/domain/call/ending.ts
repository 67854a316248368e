// How a call ends: by us, by the network, or by time; and the facts of the call until then.
import type { VoiceResult } from '../outcome/result.ts';
import { type CallFacts, noFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { apply, type CallDecision, ignore, type Live } from './event.ts';

/** No network lets a call ring longer. */
export const maxRingMs = 120 * SECOND;

/** How long the service may take to confirm a requested hang-up. */
const hangUpMs = 10 * SECOND;

/**
 * The number of hang-up requests. The service may refuse to end a ringing call. While it can ring, it can be
 * answered, so it keeps its line and its number.
 */
const hangUpTries = ({ facts }: CallIn<'hangingUp'>): number =>
  facts.answeredAt === null ? maxRingMs / hangUpMs : 3;

/** The time limit of a prompt. */
export const promptMs = 60 * SECOND;

/** How soon the sweep repeats an interrupted settlement. */
const settleMs = 15 * SECOND;

type Answered = CallIn<'screening' | 'bridging' | 'talking' | 'leavingVoicemail' | 'apologizing'>;

export function abandon(call: CallIn<'bridging'>, now: Instant): CallDecision {
  const { abandonedMessage } = call.plan;
  const facts = { ...factsOf(call), abandoned: true };
  if (abandonedMessage === null) return hangUp(call, 'LiveAnswer', facts, now);
  const { connectionId, callId, answeredAt, greetingEndedAt } = call;
  const next: Call = {
    ...shared(call),
    connectionId,
    callId,
    answeredAt,
    greetingEndedAt,
    status: 'apologizing',
    deadlineAt: later(now, promptMs),
  };
  return apply(next, { kind: 'speak', connectionId, text: abandonedMessage });
}

export function promptOver(call: Live, spoken: boolean, now: Instant): CallDecision {
  switch (call.status) {
    case 'leavingVoicemail':
      return hangUp(
        call,
        spoken ? 'AnsweringMachine' : 'AnsweringMachineHangup',
        factsOf(call),
        now,
      );
    case 'apologizing':
      return hangUp(call, 'LiveAnswer', { ...factsOf(call), abandoned: true }, now);
    default:
      return ignore('outOfOrder');
  }
}

export function hangUp(
  call: CallIn<'ringing'> | Answered,
  result: VoiceResult,
  facts: CallFacts,
  now: Instant,
): CallDecision {
  const { connectionId } = call;
  const deadlineAt = later(now, hangUpMs);
  const next: Call = {
    ...shared(call),
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

/** The network reports the end; its meaning depends on the progress of the call. */
export function callOver(
  call: Live,
  result: VoiceResult,
  diagnostics: string,
  now: Instant,
): CallDecision {
  switch (call.status) {
    case 'queued':
    case 'placing':
    case 'ringing':
      return end(call, result, { ...factsOf(call), diagnostics }, now);
    case 'screening':
    case 'bridging':
    case 'apologizing':
      return end(call, 'LiveAnswer', { ...factsOf(call), abandoned: true, diagnostics }, now);
    case 'talking':
      return end(call, 'LiveAnswer', { ...factsOf(call), diagnostics }, now);
    case 'leavingVoicemail':
      return end(call, 'AnsweringMachineHangup', { ...factsOf(call), diagnostics }, now);
    case 'hangingUp':
      return end(call, call.result, { ...call.facts, diagnostics }, call.endedAt);
  }
}

/** An answer that crosses our hang-up: the result stays, and the hang-up attempts start again. */
export function answeredTooLate(call: CallIn<'hangingUp'>, now: Instant): CallDecision {
  return hangUpAgain({ ...call, tries: 0 }, now);
}

/** Repeats the hang-up request; after the last one the call counts as ended. */
export function hangUpAgain(call: CallIn<'hangingUp'>, now: Instant): CallDecision {
  if (call.tries >= hangUpTries(call)) return end(call, call.result, call.facts, call.endedAt);
  const next = { ...call, tries: call.tries + 1, deadlineAt: later(now, hangUpMs) };
  return apply(next, { kind: 'hangUp', connectionId: call.connectionId });
}

export function end(
  call: Live,
  result: VoiceResult,
  facts: CallFacts,
  endedAt: Instant,
  againFrom: Instant | null = null,
): CallDecision {
  const deadlineAt = later(endedAt, settleMs);
  const next: Call = {
    ...shared(call),
    status: 'ended',
    result,
    facts,
    endedAt,
    againFrom,
    deadlineAt,
  };
  return apply(next, { kind: 'settle' });
}

export function settleAgain(call: CallIn<'ended'>, now: Instant): CallDecision {
  return apply({ ...call, deadlineAt: later(now, settleMs) }, { kind: 'settle' });
}

export function settled(call: CallIn<'ended'>): CallDecision {
  const { result, facts, endedAt } = call;
  return apply({ ...shared(call), status: 'settled', result, facts, endedAt });
}

/** The facts of a call before its end. */
export function factsOf(call: Exclude<Live, { status: 'hangingUp' }>): CallFacts {
  if (call.status === 'queued' || call.status === 'placing') return noFacts;
  const { callId } = call;
  if (call.status === 'ringing') return { ...noFacts, callId };
  const { answeredAt } = call;
  if (call.status === 'screening') return { ...noFacts, callId, answeredAt };
  const { greetingEndedAt } = call;
  const bridgedAt = call.status === 'talking' ? call.bridgedAt : null;
  return { ...noFacts, callId, answeredAt, greetingEndedAt, bridgedAt };
}

function shared(call: Call) {
  const { id, kind, schemaVersion, pacingGroup, engagementId, shard, taskId, contactId } = call;
  const { to, from, representative, secret, plan, createdAt } = call;
  return {
    id,
    kind,
    schemaVersion,
    pacingGroup,
    engagementId,
    shard,
    taskId,
    contactId,
    to,
    from,
    representative,
    secret,
    plan,
    createdAt,
  } as const;
}
