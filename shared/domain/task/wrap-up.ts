// After a conversation, the disposition codes decide whether the contact counts as reached or is dialed again.
import type { DispositionCodeId } from '../values/ids.ts';
import type { Instant } from '../values/time.ts';
import { close, commonFields } from './close.ts';
import type { Advance, TaskEffect } from './effect.ts';
import type { Ended, TaskDecision, TaskEvent } from './event.ts';
import { nextStep } from './next-step.ts';
import { changeNumber, hasUsableNumber } from './select-number.ts';
import type { Task, TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

export type Calling = TaskIn<'dialing' | 'connected'>;
type Conversation = TaskIn<'dialing' | 'connected' | 'wrapUp'>;

/** During the call the codes stay on the task. In the wrap-up the delivery has its result, so each change updates it. */
export function recordCodes(
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
      const update: TaskEffect = { kind: 'recordDisposition', deliveryId, dispositionCodes };
      const effects = task.status === 'wrapUp' ? [update] : [];
      return { kind: 'apply', next: { ...task, dispositionCodes }, effects };
    }
    default:
      return { kind: 'ignore', reason: 'outOfOrder' };
  }
}

export const isSame = (a: readonly DispositionCodeId[], b: readonly DispositionCodeId[]): boolean =>
  a.length === b.length && a.every((code, index) => code === b[index]);

/** A recorded code proves a conversation, even if the call's own events say otherwise. */
export const hasTalked = (task: Calling, { facts }: Ended): boolean =>
  dispositionCodesOf(task).length > 0 || (facts.bridgedAt !== null && !facts.abandoned);

export const dispositionCodesOf = (task: Calling): readonly DispositionCodeId[] =>
  task.status === 'connected' ? task.dispositionCodes : [];

export function endConversation(task: Calling, event: Ended, policy: TaskPolicy): Advance {
  const codes = dispositionCodesOf(task);
  if (event.wrapUpUntil === null) return applyCodes(task, codes, policy, event.now);
  const next: Task = {
    ...commonFields(task),
    status: 'wrapUp',
    deliveryId: task.deliveryId,
    place: task.place,
    representativeId: task.representativeId,
    pacingGroup: task.pacingGroup,
    dispositionCodes: [...codes],
    deadlineAt: event.wrapUpUntil,
  };
  return { next, effects: [] };
}

/** One of the engagement's codes starts the next attempt. Without one, or without an attempt left, the contact is reached. */
export function applyCodes(
  task: Conversation,
  codes: readonly DispositionCodeId[],
  policy: TaskPolicy,
  now: Instant,
): Advance {
  const reached = close(task, 'reached', now);
  const { dispositionCodes } = policy.engagement.reattempts;
  if (!codes.some((code) => dispositionCodes.includes(code))) return reached;
  const retry = nextStep(excludeWrongParty(task, policy), policy, now, {
    kind: 'nextAttempt',
    after: 'dispositionCode',
  });
  const { status } = retry.next;
  return status === 'waiting' || status === 'ready' ? retry : reached;
}

/**
 * Dynamics 365 dials the same number again. This engine prefers another number of the task, because the wrong party
 * does not want a second call. It dials an only number again: the wrong party may be family or a colleague.
 */
function excludeWrongParty(task: Conversation, { dialingWindows }: TaskPolicy): Conversation {
  const change = { standing: 'spent', untexted: 'wrongParty' } as const;
  const excluded = changeNumber(task, task.place, change);
  return hasUsableNumber(excluded, dialingWindows)
    ? excluded
    : changeNumber(excluded, task.place, { standing: 'usable' });
}
