// decide(call, event) → what the call becomes and what is to be done. Callbacks come repeated, late and in any order; an
// event that no longer fits is ignored with a reason. Ring-out is NoAnswer: our ring timer's verdict stands, whatever SIP
// code follows it. When in doubt whether a person or a machine answered, it is a person.
import type { E164 } from '../phone.ts';
import type { VoiceResult } from '../result.ts';
import { type CallFacts, noFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../time.ts';
import type { Call, CallIn } from './call.ts';
import { soundsLikeMachine } from './screening.ts';

export type CallEvent =
  | { kind: 'placing'; now: Instant }
  | { kind: 'placed'; now: Instant; connectionId: string; callId: string | null }
  /** The service refused, or the call failed before anyone answered. */
  | {
      kind: 'failed';
      now: Instant;
      connectionId: string | null;
      result: VoiceResult;
      diagnostics: string;
    }
  /** It is certain that nothing was dialled. */
  | { kind: 'withdrawn'; now: Instant; againFrom: Instant }
  | { kind: 'answered'; now: Instant; connectionId: string; callId: string | null }
  | { kind: 'heard'; now: Instant; connectionId: string; speech: string | null }
  | { kind: 'representativeJoined'; now: Instant; connectionId: string }
  | { kind: 'representativeMissing'; now: Instant; connectionId: string }
  /** A list of who is in the call; of two lists the one with the higher sequence is the newer. */
  | {
      kind: 'participants';
      now: Instant;
      connectionId: string;
      sequence: number;
      withRepresentative: boolean;
    }
  | { kind: 'promptOver'; now: Instant; connectionId: string; spoken: boolean }
  | {
      kind: 'disconnected';
      now: Instant;
      connectionId: string;
      result: VoiceResult;
      diagnostics: string;
    }
  | { kind: 'deadlinePassed'; now: Instant }
  | { kind: 'settled'; now: Instant };

export type CallEffect =
  | { kind: 'listen'; connectionId: string; to: E164 }
  | { kind: 'addRepresentative'; connectionId: string; address: string; withinMs: number }
  | { kind: 'speak'; connectionId: string; text: string }
  | { kind: 'hangUp'; connectionId: string }
  | { kind: 'noteConnected' }
  | { kind: 'settle' };

/** `nothingNew` and `notDue` are everyday; the others are worth a warning. */
export type CallIgnoreReason =
  'alreadyEnded' | 'foreignConnection' | 'outOfOrder' | 'notDue' | 'nothingNew';

export type CallDecision =
  | { kind: 'apply'; next: Call; effects: readonly CallEffect[] }
  | { kind: 'ignore'; reason: CallIgnoreReason };

/** How long the service may take to say that a call it was asked to end is over, and how often it is asked. */
const hangUpMs = 10 * SECOND;
const hangUpTries = 3;
/** How long the asking for a call may be under way before its outcome counts as unknowable. */
const placingMs = 60 * SECOND;
/** How long a prompt may take. */
const promptMs = 60 * SECOND;
/** How soon the sweep settles a call whose settling was cut short. */
const settleMs = 15 * SECOND;

type Live = Exclude<Call, { status: 'ended' | 'settled' }>;
type Answered = CallIn<'screening' | 'bridging' | 'talking' | 'leavingVoicemail' | 'apologizing'>;

export function decide(call: Call, event: CallEvent): CallDecision {
  if (call.status === 'settled') return ignore('alreadyEnded');
  if (call.status === 'ended') {
    if (event.kind === 'deadlinePassed')
      return due(call, event.now, () => settleAgain(call, event.now));
    return event.kind === 'settled' ? settled(call) : ignore('alreadyEnded');
  }
  const own = 'connectionId' in call ? call.connectionId : null;
  const theirs = 'connectionId' in event ? event.connectionId : null;
  if (own !== null && theirs !== null && own !== theirs) return ignore('foreignConnection');

  switch (event.kind) {
    case 'placing':
      return call.status === 'queued'
        ? apply({ ...call, status: 'placing', deadlineAt: later(event.now, placingMs) })
        : ignore('outOfOrder');
    case 'placed':
      return call.status === 'placing' ? placed(call, event) : ignore('outOfOrder');
    case 'answered':
      return answered(call, event);
    case 'heard':
      return call.status === 'screening'
        ? verdict(call, event.speech, event.now)
        : ignore('outOfOrder');
    case 'representativeJoined':
      return call.status === 'bridging' ? joined(call, event.now, null) : ignore('outOfOrder');
    case 'representativeMissing':
      return call.status === 'bridging' ? abandon(call, event.now) : ignore('outOfOrder');
    case 'participants':
      return participants(call, event);
    case 'promptOver':
      return promptOver(call, event.spoken, event.now);
    case 'withdrawn':
      return call.status === 'queued' || call.status === 'placing'
        ? end(call, 'Cancelled', noFacts, event.now, event.againFrom)
        : ignore('outOfOrder');
    case 'failed':
    case 'disconnected':
      return over(call, event.result, event.diagnostics, event.now);
    case 'deadlinePassed':
      return due(call, event.now, () => deadlinePassed(call, event.now));
    case 'settled':
      return ignore('outOfOrder');
  }
}

const ignore = (reason: CallIgnoreReason): CallDecision => ({ kind: 'ignore', reason });
const apply = (next: Call, ...effects: CallEffect[]): CallDecision => ({
  kind: 'apply',
  next,
  effects,
});
const due = (call: { deadlineAt: Instant }, now: Instant, then: () => CallDecision) =>
  call.deadlineAt > now ? ignore('notDue') : then();

function placed(call: CallIn<'placing'>, event: CallEvent & { kind: 'placed' }): CallDecision {
  const { connectionId, callId, now } = event;
  const deadlineAt = later(now, call.plan.ringTimeoutMs);
  return apply({ ...call, status: 'ringing', connectionId, callId, deadlineAt });
}

/** The answer may overtake our own record that the call was placed, and may cross our giving it up. */
function answered(call: Live, event: CallEvent & { kind: 'answered' }): CallDecision {
  const { connectionId, callId, now } = event;
  switch (call.status) {
    case 'hangingUp':
      return apply(call, { kind: 'hangUp', connectionId });
    case 'queued':
    case 'placing':
    case 'ringing': {
      const { detection, detectionMs } = call.plan;
      const up = { connectionId, callId, answeredAt: now };
      if (detection === 'none') return bridge({ ...call, ...up }, now);
      const next: Call = {
        ...call,
        ...up,
        status: 'screening',
        deadlineAt: later(now, detectionMs),
      };
      return apply(next, { kind: 'listen', connectionId, to: call.to });
    }
    case 'screening':
    case 'bridging':
    case 'talking':
    case 'leavingVoicemail':
    case 'apologizing':
      return ignore('outOfOrder');
  }
}

interface AnsweredCall {
  connectionId: string;
  callId: string | null;
  answeredAt: Instant;
}

function bridge(
  call: CallIn<'queued' | 'placing' | 'ringing' | 'screening'> & AnsweredCall,
  now: Instant,
): CallDecision {
  const withinMs = call.plan.abandonedAfterMs;
  const deadlineAt = later(now, withinMs);
  return apply(
    { ...call, status: 'bridging', greetingEndedAt: now, deadlineAt },
    {
      kind: 'addRepresentative',
      connectionId: call.connectionId,
      address: call.representative.address,
      withinMs,
    },
  );
}

function verdict(call: CallIn<'screening'>, speech: string | null, now: Instant): CallDecision {
  if (speech === null || !soundsLikeMachine(speech)) return bridge(call, now);
  const { voicemailPrompt } = call.plan;
  const facts = { ...factsOf(call), greetingEndedAt: now };
  if (voicemailPrompt === null) return hangUp(call, 'AnsweringMachineHangup', facts, now);
  return apply(
    {
      ...call,
      status: 'leavingVoicemail',
      greetingEndedAt: now,
      deadlineAt: later(now, promptMs),
    },
    { kind: 'speak', connectionId: call.connectionId, text: voicemailPrompt },
  );
}

function joined(call: CallIn<'bridging'>, now: Instant, listedIn: number | null): CallDecision {
  const deadlineAt = later(now, call.plan.maximumCallMs);
  return apply(
    { ...call, status: 'talking', bridgedAt: now, listedIn, deadlineAt },
    { kind: 'noteConnected' },
  );
}

/** Being listed is having joined; missing from a newer list than one that named them is having left. */
function participants(call: Live, event: CallEvent & { kind: 'participants' }): CallDecision {
  const { sequence, withRepresentative, now } = event;
  if (call.status === 'bridging' && withRepresentative) return joined(call, now, sequence);
  if (call.status !== 'talking') return ignore('nothingNew');
  const { listedIn } = call;
  if (withRepresentative) {
    return listedIn !== null && listedIn >= sequence
      ? ignore('nothingNew')
      : apply({ ...call, listedIn: sequence });
  }
  return listedIn !== null && sequence > listedIn
    ? hangUp(call, 'LiveAnswer', factsOf(call), now)
    : ignore('nothingNew');
}

function abandon(call: CallIn<'bridging'>, now: Instant): CallDecision {
  const { abandonedMessage } = call.plan;
  const facts = { ...factsOf(call), abandoned: true };
  if (abandonedMessage === null) return hangUp(call, 'LiveAnswer', facts, now);
  return apply(
    { ...call, status: 'apologizing', deadlineAt: later(now, promptMs) },
    { kind: 'speak', connectionId: call.connectionId, text: abandonedMessage },
  );
}

function promptOver(call: Live, spoken: boolean, now: Instant): CallDecision {
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

function hangUp(
  call: CallIn<'ringing'> | Answered,
  result: VoiceResult,
  facts: CallFacts,
  now: Instant,
): CallDecision {
  const { connectionId } = call;
  const deadlineAt = later(now, hangUpMs);
  const next: Call = {
    ...shared(call),
    ...{ connectionId, callId: call.callId, deadlineAt },
    ...{ status: 'hangingUp', result, facts, endedAt: now, tries: 1 },
  };
  return apply(next, { kind: 'hangUp', connectionId });
}

/** The network says that the call is over; what that means depends on how far it had come. */
function over(call: Live, result: VoiceResult, diagnostics: string, now: Instant): CallDecision {
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

function deadlinePassed(call: Live, now: Instant): CallDecision {
  switch (call.status) {
    case 'queued':
      return end(call, 'Cancelled', noFacts, now, now);
    case 'placing':
      return end(call, 'Unknown', noFacts, now);
    case 'ringing':
      return hangUp(call, 'NoAnswer', factsOf(call), now);
    case 'screening':
      return bridge(call, now);
    case 'bridging':
      return abandon(call, now);
    case 'talking':
      return hangUp(call, 'LiveAnswer', factsOf(call), now);
    case 'leavingVoicemail':
    case 'apologizing':
      return promptOver(call, false, now);
    case 'hangingUp': {
      if (call.tries >= hangUpTries) return end(call, call.result, call.facts, call.endedAt);
      const next = { ...call, tries: call.tries + 1, deadlineAt: later(now, hangUpMs) };
      return apply(next, { kind: 'hangUp', connectionId: call.connectionId });
    }
  }
}

function end(
  call: Live,
  result: VoiceResult,
  facts: CallFacts,
  endedAt: Instant,
  againFrom: Instant | null = null,
): CallDecision {
  const deadlineAt = later(endedAt, settleMs);
  const next: Call = {
    ...shared(call),
    ...{ status: 'ended', result, facts, endedAt, againFrom, deadlineAt },
  };
  return apply(next, { kind: 'settle' });
}

function settleAgain(call: CallIn<'ended'>, now: Instant): CallDecision {
  return apply({ ...call, deadlineAt: later(now, settleMs) }, { kind: 'settle' });
}

function settled(call: CallIn<'ended'>): CallDecision {
  const { result, facts, endedAt } = call;
  return apply({ ...shared(call), status: 'settled', result, facts, endedAt });
}

function factsOf(call: Live): CallFacts {
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
    ...{ id, type, schemaVersion, pacingGroup, engagementId, shard, taskId, contactId },
    ...{ to, from, representative, secret, plan, createdAt },
  } as const;
}
