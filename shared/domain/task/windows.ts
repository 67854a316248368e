// The windows asked again: at the moment of claiming, and when they may be others than they were.
import type { ContactId } from '../ids.ts';
import { type Instant, latest } from '../time.ts';
import { type Advance, close, enqueue, shared, type TaskPolicy } from './advance.ts';
import { choose } from './choose.ts';
import type { TaskDecision, TaskEvent } from './event.ts';
import { nextDeliveryId, type Task, type TaskIn } from './task.ts';

/** A ready task whose window has closed goes back to waiting. */
export function claim(
  task: Task,
  event: TaskEvent & { kind: 'claim' },
  policy: TaskPolicy,
): Advance {
  if (task.expiresAt <= event.now) return close(task, 'expired', event.now);
  const choice = choose(task, policy.gates, event.now);
  if (choice.kind !== 'now') return enqueue(task, event.now, 'outsideWindow', policy, event.now);
  const next: TaskIn<'claimed'> = {
    ...shared(task),
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

/** What already stands as it would be put now is left alone. */
export function regate(task: Task, now: Instant, policy: TaskPolicy): TaskDecision {
  if (task.status !== 'waiting' && task.status !== 'ready') {
    return { kind: 'ignore', reason: 'outOfOrder' };
  }
  if (task.expiresAt <= now) return { kind: 'apply', ...close(task, 'expired', now) };
  const notBefore = task.status === 'waiting' ? latest(task.notBefore, now) : now;
  const because = task.status === 'waiting' ? task.because : 'outsideWindow';
  const { next, effects } = enqueue(task, notBefore, because, policy, now);
  return standsAs(task, next)
    ? { kind: 'ignore', reason: 'unchanged' }
    : { kind: 'apply', next, effects };
}

const standsAs = (task: Task, next: Task): boolean =>
  (task.status === 'ready' && next.status === 'ready' && task.rank === next.rank) ||
  (task.status === 'waiting' && next.status === 'waiting' && task.deadlineAt === next.deadlineAt);

/** A task that may have been held for want of the zone takes it, and its windows are asked again. */
export function zoneKnown(
  task: Task,
  { now, contactId, zone }: TaskEvent & { kind: 'zoneKnown' },
  policy: TaskPolicy,
): TaskDecision {
  if (!lacksZone(task, contactId)) return { kind: 'ignore', reason: 'unchanged' };
  const chain = task.chain.map((member) =>
    member.contactId === contactId ? { ...member, zone } : member,
  );
  const next = { ...task, chain };
  const decision = regate(next, now, policy);
  return decision.kind === 'apply' ? decision : { kind: 'apply', next, effects: [] };
}

export const lacksZone = (task: Task, contactId: ContactId): boolean =>
  task.chain.some((member) => member.contactId === contactId && member.zone === null);
