// The windows asked again: at the moment of claiming, and when they may be others than they were.
import type { ContactId } from '../values/ids.ts';
import { latest } from '../values/time.ts';
import { enqueue, type TaskPolicy, untilExpiry } from './next-step.ts';
import type { Advance } from './effect.ts';
import { applyAttemptLimits } from './apply-attempt-limits.ts';
import { selectNumber } from './select-number.ts';
import { close, shared } from './close.ts';
import type { TaskDecision, TaskEvent } from './event.ts';
import { nextDeliveryId, type Task, type TaskIn } from './task.ts';

/** A ready task whose window has closed goes back to waiting, and one of which the settings allow no more is over. */
export function reserveTask(
  task: Task,
  event: TaskEvent & { kind: 'claim' },
  policy: TaskPolicy,
): Advance {
  if (task.expiresAt <= event.now) return close(task, 'expired', event.now);
  const allowed = applyAttemptLimits(task, policy.engagement);
  const choice = allowed === null ? null : selectNumber(allowed, policy.gates, event.now);
  if (allowed === null || choice?.kind !== 'now') {
    return queued(task, event.now, 'outsideWindow', policy, event.now);
  }
  const next: TaskIn<'claimed'> = {
    ...shared(allowed),
    deliveries: task.deliveries + 1,
    status: 'claimed',
    deliveryId: nextDeliveryId(allowed),
    place: choice.place,
    representativeId: event.representativeId,
    pacingGroup: event.pacingGroup,
    deadlineAt: event.until,
  };
  return { next, effects: [] };
}

/** Where the windows put a task that is queued already. Hours may be put right again: none ends for want of an opening. */
export const queued: typeof enqueue = (task, from, because, policy, now) => {
  const allowed = applyAttemptLimits(task, policy.engagement);
  const hasNoOpening =
    allowed !== null &&
    selectNumber(allowed, policy.gates, from).kind === 'never' &&
    from < task.expiresAt;
  return hasNoOpening ? untilExpiry(task, from) : enqueue(task, from, because, policy, now);
};

/** What already stands as it would be put now is left alone. */
export function reevaluateTask(
  task: Task,
  { now, limitsAllowFrom }: Omit<TaskEvent & { kind: 'regate' }, 'kind'>,
  policy: TaskPolicy,
): TaskDecision {
  if (task.status !== 'waiting' && task.status !== 'ready') {
    return { kind: 'ignore', reason: 'outOfOrder' };
  }
  if (task.expiresAt <= now) return { kind: 'apply', ...close(task, 'expired', now) };
  const notBefore =
    task.status === 'waiting' ? latest(limitsAllowFrom ?? task.notBefore, now) : now;
  const because = task.status === 'waiting' ? task.because : 'outsideWindow';
  const { next, effects } = queued(task, notBefore, because, policy, now);
  return standsAs(task, next)
    ? { kind: 'ignore', reason: 'unchanged' }
    : { kind: 'apply', next, effects };
}

const standsAs = (task: Task, next: Task): boolean =>
  (task.status === 'ready' && next.status === 'ready' && task.rank === next.rank) ||
  (task.status === 'waiting' && next.status === 'waiting' && task.deadlineAt === next.deadlineAt);

/** A task that may have been held for want of the zone takes it, and its windows are asked again. */
export function applyKnownZone(
  task: Task,
  { now, contactId, zone }: TaskEvent & { kind: 'zoneKnown' },
  policy: TaskPolicy,
): TaskDecision {
  if (!lacksZone(task, contactId)) return { kind: 'ignore', reason: 'unchanged' };
  const chain = task.chain.map((member) =>
    member.contactId === contactId ? { ...member, zone } : member,
  );
  const next = { ...task, chain };
  const decision = reevaluateTask(next, { now }, policy);
  return decision.kind === 'apply' ? decision : { kind: 'apply', next, effects: [] };
}

export const lacksZone = (task: Task, contactId: ContactId): boolean =>
  task.chain.some((member) => member.contactId === contactId && member.zone === null);
