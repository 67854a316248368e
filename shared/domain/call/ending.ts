// How a call ends: by us, by the network, or by time; and what was seen of it until then.
import type { VoiceResult } from '../outcome/result.ts';
import type { CallFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { apply, type CallDecision, ignore, type Live } from './event.ts';

/** No network lets a call ring for longer. */
export const maxRingMs = 120 * SECOND;

/** How long the service may take to say that a call it was asked to end is over. */
const hangUpMs = 10 * SECOND;

/**
 * How often it is asked. The service may refuse to end a call that still rings, and as long as it may ring, somebody may
 * answer it: until then it keeps its line and its number.
 */
const hangUpTries = ({ facts }: CallIn<'hangingUp'>): number =>
  facts.answeredAt === null ? maxRingMs / hangUpMs : 3;

/** How long a prompt may take. */
export const promptMs = 60 * SECOND;

/** How soon the sweep settles a call whose settling was cut short. */
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

/** The network says that the call is over; what that means depends on how far it had come. */
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

/** An answer that crosses our giving up: the result stands, and from here on the asking begins anew. */
export function answeredTooLate(call: CallIn<'hangingUp'>, now: Instant): CallDecision {
  return hangUpAgain({ ...call, tries: 0 }, now);
}

/** Asks again for an end that did not come; after the last time the end is ours to say. */
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

export function factsOf(call: Live): CallFacts {
  return {
    answeredAt: 'answeredAt' in call ? call.answeredAt : null,
    greetingEndedAt: 'greetingEndedAt' in call ? call.greetingEndedAt : null,
    bridgedAt: 'bridgedAt' in call ? call.bridgedAt : null,
    abandoned: false,
    callId: 'callId' in call ? call.callId : null,
    diagnostics: null,
  };
}

function shared(call: Call) {
  const { id, type, schemaVersion, pacingGroup, engagementId, shard, taskId, contactId } = call;
  const { to, from, representative, secret, plan, createdAt } = call;
  return {
    id,
    type,
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
