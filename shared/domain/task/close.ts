import { isInvalidNumber } from '../outcome/result.ts';
import type { Instant } from '../values/time.ts';
import type { Advance } from './effect.ts';
import type { Outcome, Task, TaskIn } from './task.ts';

export type Closed = Advance & { next: TaskIn<'closed'> };

export function close(
  task: Task,
  outcome: Outcome,
  now: Instant,
  followUp: TaskIn<'closed'>['followUp'] = null,
): Closed {
  const next: TaskIn<'closed'> = {
    ...commonFields(task),
    // A closed task releases its key, so that a later import can name the same contacts again.
    openKey: task.id,
    status: 'closed',
    closedAt: now,
    outcome,
    followUp,
    cancelledBy: null,
  };
  return { next, effects: [] };
}

/** Closes the task without another delivery. A contact in its wrap-up stays reached. */
export const cancel = (task: Task, now: Instant): Closed =>
  close(task, task.status === 'wrapUp' ? 'reached' : 'cancelled', now);

/** The outcome of a task with no attempt left and no contact reached. */
export const unreachedOutcome = ({ lastResult }: Task): Outcome =>
  lastResult === null || isInvalidNumber(lastResult) ? 'unreachable' : 'exhausted';

/** The fields of every status, without those of the status that the task leaves. */
export function commonFields(task: Task) {
  return {
    id: task.id,
    kind: task.kind,
    schemaVersion: task.schemaVersion,
    engagementId: task.engagementId,
    shard: task.shard,
    openKey: task.openKey,
    source: task.source,
    chain: task.chain,
    attempt: task.attempt,
    deliveries: task.deliveries,
    lastResult: task.lastResult,
    priority: task.priority,
    createdAt: task.createdAt,
    expiresAt: task.expiresAt,
  };
}
