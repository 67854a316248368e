// After a conversation: what the representative records of it, during the call or in their wrap-up, decides whether the
// person counts as reached or is to be called again.
import type { DispositionCodeId } from '../values/ids.ts';
import type { Instant } from '../values/time.ts';
import { nextAttempt, type TaskPolicy } from './next-step.ts';
import type { Advance, TaskEffect } from './effect.ts';
import { close, shared } from './close.ts';
import { hasUsableNumber, withNumber } from './select-number.ts';
import type { Ended, TaskDecision, TaskEvent } from './event.ts';
import type { Task, TaskIn } from './task.ts';

type Calling = TaskIn<'dialing' | 'connected'>;

/** During the call the codes wait on the task; afterwards the delivery, which has its result, is told of each change. */
export function recorded(
  task: Task,
  { deliveryId, dispositionCodes: codes }: TaskEvent & { kind: 'recorded' },
): TaskDecision {
  const dispositionCodes = [...codes];
  switch (task.status) {
    case 'dialing': {
      const next: Task = { ...task, status: 'connected', dispositionCodes };
      return { kind: 'apply', next, effects: [] };
    }
    case 'connected':
    case 'wrapUp': {
      if (isSame(task.dispositionCodes, codes)) return { kind: 'ignore', reason: 'unchanged' };
      const told: TaskEffect = { kind: 'recordDisposition', deliveryId, dispositionCodes };
      const effects = task.status === 'wrapUp' ? [told] : [];
      return { kind: 'apply', next: { ...task, dispositionCodes }, effects };
    }
    default:
      return { kind: 'ignore', reason: 'outOfOrder' };
  }
}

export const isSame = (a: readonly DispositionCodeId[], b: readonly DispositionCodeId[]): boolean =>
  a.length === b.length && a.every((code, index) => code === b[index]);

/** Whatever is known of the call's end: who recorded something has talked with somebody. */
export const hasTalked = (task: Calling, { facts }: Ended): boolean =>
  codesOf(task).length > 0 || (facts.bridgedAt !== null && !facts.abandoned);

const codesOf = (task: Calling) => (task.status === 'connected' ? task.dispositionCodes : []);

export function afterConversation(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const dispositionCodes = codesOf(task);
  const { wrapUpUntil, now } = event;
  if (wrapUpUntil === null) return disposed(task, dispositionCodes, policy, now);
  const { deliveryId, place, representativeId, pacingGroup } = task;
  const next: Task = {
    ...shared(task),
    ...{ deliveryId, place, representativeId, pacingGroup },
    ...{ status: 'wrapUp', dispositionCodes, deadlineAt: wrapUpUntil },
  };
  return { next, effects: [] };
}

/**
 * What becomes of the task: after one of the engagement's codes the next attempt, as after any other reason; with no code,
 * with others, or where no attempt is left, the person counts as reached.
 */
export function disposed(
  task: TaskIn<'dialing' | 'connected' | 'wrapUp'>,
  codes: readonly DispositionCodeId[],
  policy: TaskPolicy,
  now: Instant,
): Advance {
  const { dispositionCodes } = policy.engagement.reattempts;
  const isReached = close(task, 'reached', now);
  if (!codes.some((code) => dispositionCodes.includes(code))) return isReached;
  const again = nextAttempt(withoutWrongParty(task, policy), policy, now, 'dispositionCode');
  const { status } = again.next;
  return status === 'waiting' || status === 'ready' ? again : isReached;
}

/**
 * Dynamics 365 just calls again. But who has said that the person is not there does not want to say so once more, and a
 * representative does not want to hear it: as long as there is another number, this one is left alone for the rest of the
 * task. An only number is dialled again: there the wrong party may be the family, or a colleague.
 */
function withoutWrongParty(
  task: TaskIn<'dialing' | 'connected' | 'wrapUp'>,
  policy: TaskPolicy,
): Task {
  const without = withNumber(task, task.place, { standing: 'spent', untexted: 'wrongParty' });
  return hasUsableNumber(without, policy.gates)
    ? without
    : withNumber(without, task.place, { standing: 'usable' });
}
