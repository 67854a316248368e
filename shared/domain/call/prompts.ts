// Spoken prompts: the abandoned message to a person, and the voicemail to a machine.
import { type Instant, later, SECOND } from '../values/time.ts';
import type { Call, CallIn } from './call.ts';
import { commonFields, factsOf } from './call-fields.ts';
import { apply, type CallDecision, ignore, type Live } from './event.ts';
import { hangUp } from './hang-up.ts';

/** The time limit of a prompt. */
export const maxPromptMs = 60 * SECOND;

/** No representative joined in time. */
export function abandon(call: CallIn<'bridging'>, now: Instant): CallDecision {
  const { abandonedMessage } = call.plan;
  const facts = { ...factsOf(call), abandoned: true };
  if (abandonedMessage === null) return hangUp(call, 'LiveAnswer', facts, now);
  const { connectionId, callId, answeredAt, greetingEndedAt } = call;
  const next: Call = {
    ...commonFields(call),
    connectionId,
    callId,
    answeredAt,
    greetingEndedAt,
    status: 'apologizing',
    deadlineAt: later(now, maxPromptMs),
  };
  return apply(next, { kind: 'speak', connectionId, text: abandonedMessage });
}

/** `spoken`: the prompt was spoken to its end. */
export function finishPrompt(call: Live, spoken: boolean, now: Instant): CallDecision {
  switch (call.status) {
    case 'leavingVoicemail': {
      const result = spoken ? 'AnsweringMachine' : 'AnsweringMachineHangup';
      return hangUp(call, result, factsOf(call), now);
    }
    case 'apologizing':
      return hangUp(call, 'LiveAnswer', { ...factsOf(call), abandoned: true }, now);
    default:
      return ignore('outOfOrder');
  }
}
