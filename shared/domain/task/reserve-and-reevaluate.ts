// The windows are checked again when a task is reserved for a dial, and when they may have changed.
import type { ContactId } from '../values/ids.ts';
import { latest } from '../values/time.ts';
import { applyAttemptLimits, isAttemptAllowed } from './apply-attempt-limits.ts';
import { close, commonFields } from './close.ts';
import type { Advance } from './effect.ts';
import type { TaskDecision, TaskEvent } from './event.ts';
import { nextStep } from './next-step.ts';
import { selectNumber } from './select-number.ts';
import { nextDeliveryId, type Task, type TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/** A ready task goes back to waiting if its window has closed, and ends if no attempt is left. */
export function reserveTask(
  task: Task,
  event: TaskEvent & { kind: 'claim' },
  policy: TaskPolicy,
): Advance {
  const { now } = event;
  const { engagement, dialingWindows } = policy;
  if (task.expiresAt <= now) return close(task, 'expired', now);
  task = applyAttemptLimits(task, engagement);
  const choice = selectNumber(task, dialingWindows, now);
  if (choice.kind !== 'now' || !isAttemptAllowed(task, engagement)) {
    const because = 'outsideWindow';
    return nextStep(task, policy, now, { kind: 'reevaluate', from: now, because });
  }
  const next: TaskIn<'claimed'> = {
    ...commonFields(task),
    deliveries: task.deliveries + 1,
    status: 'claimed',
    deliveryId: nextDeliveryId(task),
    place: choice.place,
    representativeId: event.representativeId,
    pacingGroup: event.pacingGroup,
    deadlineAt: event.until,
  };
  return { next, effects: [] };
}

export function reevaluateTask(
  task: Task,
  { now, limitsAllowFrom }: Omit<TaskEvent & { kind: 'regate' }, 'kind'>,
  policy: TaskPolicy,
): TaskDecision {
  if (task.status !== 'waiting' && task.status !== 'ready') {
    return { kind: 'ignore', reason: 'outOfOrder' };
  }
  if (task.expiresAt <= now) return { kind: 'apply', ...close(task, 'expired', now) };
  const isWaiting = task.status === 'waiting';
  const from = isWaiting ? latest(limitsAllowFrom ?? task.notBefore, now) : now;
  const because = isWaiting ? task.because : 'outsideWindow';
  const { next, effects } = nextStep(task, policy, now, { kind: 'reevaluate', from, because });
  return isQueuedAs(task, next)
    ? { kind: 'ignore', reason: 'unchanged' }
    : { kind: 'apply', next, effects };
}

const isQueuedAs = (task: Task, next: Task): boolean =>
  (task.status === 'ready' && next.status === 'ready' && task.rank === next.rank) ||
  (task.status === 'waiting' && next.status === 'waiting' && task.deadlineAt === next.deadlineAt);

/** Adds the time zone to a task that may wait for it, and checks the windows again. */
export function applyKnownZone(
  task: Task,
  { now, contactId, zone }: TaskEvent & { kind: 'zoneKnown' },
  policy: TaskPolicy,
): TaskDecision {
  if (!lacksZone(task, contactId)) return { kind: 'ignore', reason: 'unchanged' };
  const chain = task.chain.map((member) =>
    member.contactId === contactId ? { ...member, zone } : member,
  );
  task = { ...task, chain };
  const decision = reevaluateTask(task, { now }, policy);
  return decision.kind === 'apply' ? decision : { kind: 'apply', next: task, effects: [] };
}

export const lacksZone = (task: Task, contactId: ContactId): boolean =>
  task.chain.some((member) => member.contactId === contactId && member.zone === null);
