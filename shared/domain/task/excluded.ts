// Who must not be contacted: they opted out, or a policy suppresses them. Others of the chain still may be.
import type { Instant } from '../time.ts';
import { type Advance, close, enqueue, type TaskPolicy } from './advance.ts';
import { withNumber, withoutMember } from './choose.ts';
import type { TaskEvent } from './event.ts';
import { texted } from './follow-up.ts';
import type { Task } from './task.ts';

/** The number's owner opted out: it is not dialled again, and other numbers of the chain still may be. */
export function optedOut(task: Task, policy: TaskPolicy, now: Instant): Advance {
  const place = 'place' in task ? task.place : { member: 0, number: 0 };
  const without = withNumber(task, place, { standing: 'spent' });
  return hasUsable(without)
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
  if (hasUsable(without)) return enqueue(without, now, 'betweenNumbers', policy, now);
  const { next, effects } = close(without, 'cancelled', now);
  return { next: { ...next, cancelledBy: policyId }, effects };
}

const hasUsable = ({ chain }: Task): boolean =>
  chain.some(({ numbers }) => numbers.some(({ standing }) => standing === 'usable'));
