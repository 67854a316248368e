import type { Instant } from '../values/time.ts';
import { noFacts } from './delivery.ts';
import type { Advance, TaskEffect } from './effect.ts';
import { nextStep, type Turn } from './next-step.ts';
import { changeNumber } from './select-number.ts';
import type { TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/** Undoes a dial that provably did not happen: it does not count, and the number stays as it was before. */
export function undoDial(
  task: TaskIn<'claimed' | 'dialing'>,
  policy: TaskPolicy,
  now: Instant,
  from: Instant,
): Advance {
  const turn: Turn = { kind: 'enqueue', from, because: 'throttled' };
  if (task.status === 'claimed') return nextStep(task, policy, now, turn);
  const { deliveryId } = task;
  task = changeNumber(task, task.place, { triedIn: task.attempt - 1 });
  const { next, effects } = nextStep(task, policy, now, turn);
  const undone: TaskEffect = {
    kind: 'closeDelivery',
    deliveryId,
    result: 'Cancelled',
    facts: noFacts,
    dispositionCodes: [],
  };
  return { next, effects: [undone, ...effects] };
}
