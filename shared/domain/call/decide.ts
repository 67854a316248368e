// decide(call, event) → the next state of the call and its effects. Callbacks arrive repeated, late and in any order.
// An event that no longer fits is ignored with a reason. Ring-out is NoAnswer: our ring timer decides, whatever SIP
// code follows.
import { noFacts } from '../task/delivery.ts';
import { type Instant, later, SECOND } from '../values/time.ts';
import {
  addRepresentative,
  applyAnswer,
  applyJoin,
  applyParticipants,
  applySpeech,
} from './answer.ts';
import type { Call, CallIn } from './call.ts';
import { factsOf } from './call-fields.ts';
import { applyNetworkEnd, endCall, markSettled, repeatSettlement } from './end-call.ts';
import { apply, type CallDecision, type CallEvent, ignore, type Live } from './event.ts';
import { hangUp, maxRingMs, repeatHangUp } from './hang-up.ts';
import { abandon, finishPrompt } from './prompts.ts';

/** The time limit of the placing request; after it nothing is dialed. */
const requestMs = 15 * SECOND;
/**
 * How long the outcome of a placing request may stay open before it counts as unknown. A call that was placed
 * without our knowledge rings and uses its line; only its end reports it.
 */
const placingMs = requestMs + maxRingMs;

export function decide(call: Call, event: CallEvent): CallDecision {
  if (call.status === 'ended' || call.status === 'settled') return decideAfterEnd(call, event);
  if (isForeign(call, event)) return ignore('foreignConnection');

  switch (event.kind) {
    case 'placing':
      return call.status === 'queued'
        ? apply({ ...call, status: 'placing', deadlineAt: later(event.now, placingMs) })
        : ignore('outOfOrder');
    case 'placed':
      return call.status === 'placing' ? applyPlacement(call, event) : ignore('outOfOrder');
    case 'answered':
      return applyAnswer(call, event);
    case 'heard':
      return call.status === 'screening'
        ? applySpeech(call, event.speech, event.now)
        : ignore('outOfOrder');
    case 'representativeJoined':
      return call.status === 'bridging' ? applyJoin(call, event.now) : ignore('outOfOrder');
    case 'representativeMissing':
      return call.status === 'bridging' ? abandon(call, event.now) : ignore('outOfOrder');
    case 'participants':
      return applyParticipants(call, event);
    case 'promptOver':
      return finishPrompt(call, event.spoken, event.now);
    case 'withdrawn':
      return call.status === 'queued' || (call.status === 'placing' && !event.unlessPlacing)
        ? endCall(call, 'Cancelled', noFacts, event.now, event.againFrom)
        : ignore('outOfOrder');
    case 'failed':
      // Without a connection this is the service's refusal to place the call, so no answer can precede it.
      return event.connectionId === null && call.status !== 'placing'
        ? ignore('outOfOrder')
        : applyNetworkEnd(call, event.result, event.diagnostics, event.now);
    case 'disconnected':
      return applyNetworkEnd(call, event.result, event.diagnostics, event.now);
    case 'deadlinePassed':
      return ifDue(call, event.now, () => passDeadline(call, event.now));
    case 'settled':
      return ignore('outOfOrder');
  }
}

/** Whether the event is of another connection than the call. */
function isForeign(call: Live, event: CallEvent): boolean {
  // A call without a connection accepts any connection.
  if (call.status === 'queued' || call.status === 'placing') return false;
  switch (event.kind) {
    case 'placing':
    case 'withdrawn':
    case 'deadlinePassed':
    case 'settled':
      return false;
    default:
      return event.connectionId !== null && event.connectionId !== call.connectionId;
  }
}

/** After the end of a call, an answer leads to silence, so the call is hung up. */
function decideAfterEnd(call: CallIn<'ended' | 'settled'>, event: CallEvent): CallDecision {
  if (event.kind === 'answered') {
    return apply(call, { kind: 'hangUp', connectionId: event.connectionId });
  }
  if (call.status === 'settled') return ignore('alreadyEnded');
  if (event.kind === 'settled') return markSettled(call);
  return event.kind === 'deadlinePassed'
    ? ifDue(call, event.now, () => repeatSettlement(call, event.now))
    : ignore('alreadyEnded');
}

const ifDue = (call: { deadlineAt: Instant }, now: Instant, then: () => CallDecision) =>
  call.deadlineAt > now ? ignore('notDue') : then();

function applyPlacement(
  call: CallIn<'placing'>,
  event: CallEvent & { kind: 'placed' },
): CallDecision {
  const { connectionId, callId, now } = event;
  const deadlineAt = later(now, call.plan.ringTimeoutMs);
  return apply({ ...call, status: 'ringing', connectionId, callId, deadlineAt });
}

function passDeadline(call: Live, now: Instant): CallDecision {
  switch (call.status) {
    case 'queued':
      return endCall(call, 'Cancelled', noFacts, now, now);
    case 'placing':
      return endCall(call, 'Unknown', noFacts, now);
    case 'ringing':
      return hangUp(call, 'NoAnswer', factsOf(call), now);
    case 'screening':
      return addRepresentative(call, now);
    case 'bridging':
      return abandon(call, now);
    case 'talking':
      return hangUp(call, 'LiveAnswer', factsOf(call), now);
    case 'leavingVoicemail':
    case 'apologizing':
      return finishPrompt(call, false, now);
    case 'hangingUp':
      return repeatHangUp(call, now);
  }
}
