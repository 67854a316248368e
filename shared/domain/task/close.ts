// The end of a task, and what every status has.
import { isInvalidNumber } from '../outcome/result.ts';
import type { Instant } from '../values/time.ts';
import type { Advance } from './effect.ts';
import type { Outcome, Task, TaskIn } from './task.ts';

/** How a task ends that was never answered. */
export const exhausted = (task: Task): Outcome =>
  task.lastResult !== null && isInvalidNumber(task.lastResult) ? 'unreachable' : 'exhausted';

export function close(
  task: Task,
  outcome: Outcome,
  now: Instant,
  followUp: TaskIn<'closed'>['followUp'] = null,
): Advance & { next: TaskIn<'closed'> } {
  // A closed task gives its key back, so that a later list may name the same people again.
  const next: TaskIn<'closed'> = {
    ...shared(task),
    openKey: task.id,
    status: 'closed',
    closedAt: now,
    outcome,
    followUp,
    cancelledBy: null,
  };
  return { next, effects: [] };
}

/** What every status has; the rest is left behind with the status that it belonged to. */
export function shared(task: Task) {
  const { id, type, schemaVersion, engagementId, shard, openKey, source, chain } = task;
  const { attempt, deliveries, lastResult, priority, createdAt, expiresAt } = task;
  return {
    ...{ id, type, schemaVersion, engagementId, shard, openKey, source, chain },
    ...{ attempt, deliveries, lastResult, priority, createdAt, expiresAt },
  };
}
