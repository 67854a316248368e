// A claim of which no dial came: the number's owner wants none, a policy covers the person, or the dial was undone.
import type { Instant } from '../values/time.ts';
import { enqueue, finish, type TaskPolicy } from './next-step.ts';
import type { Advance, TaskEffect } from './effect.ts';
import { close } from './close.ts';
import { hasUsableNumber, withNumber, withoutMember } from './select-number.ts';
import { noFacts } from './delivery.ts';
import type { TaskEvent } from './event.ts';
import { texted } from './follow-up.ts';
import type { Task, TaskIn } from './task.ts';

/** The number's owner opted out: it is not used again, and other numbers of the chain still may be. */
export function optedOut(task: Task, policy: TaskPolicy, now: Instant): Advance {
  const place = 'place' in task ? task.place : { member: 0, number: 0 };
  if (task.status === 'texting') {
    return textedElsewhere(task, withNumber(task, place, { untexted: 'optedOut' }), policy, now);
  }
  const without = withNumber(task, place, { standing: 'spent' });
  return hasUsableNumber(without, policy.gates)
    ? enqueue(without, now, 'betweenNumbers', policy, now)
    : close(without, 'optedOut', now);
}

/** A policy is about a person: none of their numbers is used again, and the others of the chain still are. */
export function suppressed(
  task: Task,
  { now, policyId }: TaskEvent & { kind: 'suppressed' },
  policy: TaskPolicy,
): Advance {
  const member = 'place' in task ? task.place.member : 0;
  const without = withoutMember(task, member);
  const { next, effects } =
    task.status === 'texting'
      ? textedElsewhere(task, without, policy, now)
      : hasUsableNumber(without, policy.gates)
        ? enqueue(without, now, 'betweenNumbers', policy, now)
        : close(without, 'cancelled', now);
  return { next: next.status === 'closed' ? { ...next, cancelledBy: policyId } : next, effects };
}

/** The text goes to the next whom it may go to, or to nobody. */
function textedElsewhere(
  task: TaskIn<'texting'>,
  without: Task,
  policy: TaskPolicy,
  now: Instant,
): Advance {
  const over = texted(without, task.deliveryId, 'Cancelled', now);
  const { next, effects } = finish(without, policy, now);
  return next.status === 'texting' ? { next, effects: [...over.effects, ...effects] } : over;
}

/** A dial that provably did not happen: nothing of it counts, and the number is as good as before. */
export function undoDial(task: Task, policy: TaskPolicy, now: Instant, from: Instant): Advance {
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
