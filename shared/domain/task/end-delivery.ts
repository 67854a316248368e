// The end of a call: what its result means for the number, the attempt and the task.
import {
  isInvalidNumber,
  meaningOf,
  type ReattemptReason,
  reattemptReasonOf,
  type VoiceResult,
} from '../outcome/result.ts';
import { later, MINUTE } from '../values/time.ts';
import { close } from './close.ts';
import type { Advance, TaskEffect } from './effect.ts';
import type { Ended } from './event.ts';
import { nextStep } from './next-step.ts';
import { waitBeforeNextNumber } from './retry.ts';
import { changeNumber } from './select-number.ts';
import type { TaskPolicy } from './task-policy.ts';
import { type Calling, dispositionCodesOf, endConversation, hasTalked } from './wrap-up.ts';

export function endDelivery(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const { deliveryId, result, facts } = event;
  const dispositionCodes = dispositionCodesOf(task);
  const ended: TaskEffect = { kind: 'closeDelivery', deliveryId, result, facts, dispositionCodes };
  const { next, effects } = applyResult(recordResult(task, result, policy), event, policy);
  return { next, effects: [ended, ...effects] };
}

function recordResult(task: Calling, result: VoiceResult, { engagement }: TaskPolicy): Calling {
  const reasons: readonly ReattemptReason[] = engagement.reattempts.reasons;
  const reason = reattemptReasonOf[result];
  const canRetry = reason !== null && reasons.includes(reason);
  const standing = isInvalidNumber(result) ? 'invalid' : canRetry ? 'usable' : 'spent';
  return { ...changeNumber(task, task.place, { standing, result }), lastResult: result };
}

function applyResult(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const { result, facts, now } = event;
  if (hasTalked(task, event)) return endConversation(task, event, policy);
  switch (meaningOf[result]) {
    case 'reached':
      return close(task, facts.abandoned ? 'abandoned' : 'reached', now);
    case 'endsAttempt':
      return nextStep(task, policy, now, { kind: 'nextAttempt', after: reattemptReasonOf[result] });
    case 'nextNumber': {
      const wait = waitBeforeNextNumber(task, task.place, policy.engagement);
      const from = later(now, wait * MINUTE);
      return nextStep(task, policy, now, { kind: 'enqueue', from, because: 'betweenNumbers' });
    }
  }
}
