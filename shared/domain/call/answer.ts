// From the answer to the conversation: does a person answer, and has the representative joined? In doubt it is a
// person.
import { type Instant, later } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { factsOf } from './call-fields.ts';
import { apply, type CallDecision, type CallEvent, ignore, type Live } from './event.ts';
import { hangUp, restartHangUp } from './hang-up.ts';
import { maxPromptMs } from './prompts.ts';
import { soundsLikeMachine } from './screening.ts';

/** The answer may arrive before our record of the placed call, and it may cross our hang-up. */
export function applyAnswer(call: Live, event: CallEvent & { kind: 'answered' }): CallDecision {
  const { connectionId, callId, now } = event;
  switch (call.status) {
    case 'hangingUp':
      return restartHangUp(call, now);
    case 'queued':
    case 'placing':
    case 'ringing': {
      const { detection, detectionMs } = call.plan;
      const up = { connectionId, callId, answeredAt: now };
      if (detection === 'none') return addRepresentative({ ...call, ...up }, now);
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

export function addRepresentative(
  call: CallIn<'queued' | 'placing' | 'ringing' | 'screening'> & AnsweredCall,
  now: Instant,
): CallDecision {
  const withinMs = call.plan.abandonedAfterMs;
  const deadlineAt = later(now, withinMs);
  return apply(
    {
      ...call,
      status: 'bridging',
      greetingEndedAt: now,
      deadlineAt,
      listedIn: null,
      missingIn: null,
    },
    {
      kind: 'addRepresentative',
      connectionId: call.connectionId,
      address: call.representative.address,
      withinMs,
    },
  );
}

export function applySpeech(
  call: CallIn<'screening'>,
  speech: string | null,
  now: Instant,
): CallDecision {
  if (speech === null || !soundsLikeMachine(speech)) return addRepresentative(call, now);
  const { voicemailPrompt } = call.plan;
  const facts = { ...factsOf(call), greetingEndedAt: now };
  if (voicemailPrompt === null) return hangUp(call, 'AnsweringMachineHangup', facts, now);
  return apply(
    {
      ...call,
      status: 'leavingVoicemail',
      greetingEndedAt: now,
      deadlineAt: later(now, maxPromptMs),
    },
    { kind: 'speak', connectionId: call.connectionId, text: voicemailPrompt },
  );
}

export function applyJoin(call: CallIn<'bridging'>, now: Instant): CallDecision {
  return apply(toTalking(call, now), { kind: 'markConnected' });
}

const toTalking = (call: CallIn<'bridging'>, now: Instant): CallIn<'talking'> => ({
  ...call,
  status: 'talking',
  bridgedAt: now,
  deadlineAt: later(now, call.plan.maximumCallMs),
});

/**
 * A list with the representative means joined. A newer list without the representative means left. The newer list may
 * arrive first, so its number is stored until an older list proves the join.
 */
export function applyParticipants(
  call: Live,
  event: CallEvent & { kind: 'participants' },
): CallDecision {
  if (call.status !== 'bridging' && call.status !== 'talking') return ignore('nothingNew');
  const { sequence, withRepresentative, now } = event;
  const { listedIn, missingIn } = call;
  const field = withRepresentative ? 'listedIn' : 'missingIn';
  const newest = Math.max(listedIn ?? -1, withRepresentative ? -1 : (missingIn ?? -1));
  if (sequence <= newest) return ignore('nothingNew');
  const updated = { ...call, [field]: sequence };
  if (updated.listedIn === null) return apply(updated);
  const there = updated.status === 'bridging' ? toTalking(updated, now) : updated;
  if (updated.missingIn !== null && updated.missingIn > updated.listedIn) {
    return hangUp(there, 'LiveAnswer', factsOf(there), now);
  }
  return updated.status === 'bridging' ? applyJoin(updated, now) : apply(updated);
}
