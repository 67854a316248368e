// A claim of which no dial came: the number's owner wants none, a policy covers the person, or the dial was undone.
import type { Instant } from '../time.ts';
import { enqueue, type TaskPolicy } from './advance.ts';
import type { Advance, TaskEffect } from './effect.ts';
import { close } from './close.ts';
import { hasUsable, withNumber, withoutMember } from './choose.ts';
import { noFacts } from './delivery.ts';
import type { TaskEvent } from './event.ts';
import { texted } from './follow-up.ts';
import type { Task } from './task.ts';

/** The number's owner opted out: it is not dialled again, and other numbers of the chain still may be. */
export function optedOut(task: Task, policy: TaskPolicy, now: Instant): Advance {
  const place = 'place' in task ? task.place : { member: 0, number: 0 };
  const without = withNumber(task, place, { standing: 'spent' });
  return hasUsable(without, policy.gates)
    ? enqueue(without, now, 'betweenNumbers', policy, now)
    : close(without, 'optedOut', now);
}

/** A policy is about a person: none of their numbers is used again, and the others of the chain still are. */
export function suppressed(
  task: Task,
  { now, policyId }: TaskEvent & { kind: 'suppressed' },
  policy: TaskPolicy,
): Advance {
  if (task.status === 'texting') {
    const { next, effects } = texted(task, task.deliveryId, 'Cancelled', now);
    return { next: { ...next, cancelledBy: policyId }, effects };
  }
  const member = 'place' in task ? task.place.member : 0;
  const without = withoutMember(task, member);
  if (hasUsable(without, policy.gates)) return enqueue(without, now, 'betweenNumbers', policy, now);
  const { next, effects } = close(without, 'cancelled', now);
  return { next: { ...next, cancelledBy: policyId }, effects };
}

/** A dial that provably did not happen: nothing of it counts, and the number is as good as before. */
export function undo(task: Task, policy: TaskPolicy, now: Instant, from: Instant): Advance {
  if (task.status !== 'dialing') return enqueue(task, from, 'throttled', policy, now);
  const before = withNumber(task, task.place, { triedIn: task.attempt - 1 });
  const { next, effects } = enqueue(before, from, 'throttled', policy, now);
  const undone: TaskEffect = {
    kind: 'closeDelivery',
    deliveryId: task.deliveryId,
    result: 'Cancelled',
    facts: noFacts,
    dispositionCodes: [],
  };
  return { next, effects: [undone, ...effects] };
}
