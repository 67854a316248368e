// Cancels the queued task of a contact or an account. A task with a call in progress stays as it is.
import type { EngagementId, TaskId } from '../../domain/values/ids.ts';
import { NotAllowed, NotFound } from '../../errors.ts';
import type { ApplyTaskEvent } from './apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';

export interface CancelTaskDeps extends Pick<Ports, 'configuration' | 'tasks' | 'clock'> {
  applyTaskEvent: ApplyTaskEvent;
}

export function createCancelTask({ configuration, tasks, clock, applyTaskEvent }: CancelTaskDeps) {
  /** Cancelling a closed task is no error. Throws NotFound, or NotAllowed while a call is in progress. */
  return async (engagementId: EngagementId, taskId: TaskId): Promise<void> => {
    const engagement = (await configuration.find('engagement', engagementId))?.value;
    if (engagement === undefined) throw new NotFound('engagement', engagementId);
    const shards = [...Array(engagement.shards).keys()];
    const candidates = await Promise.all(
      shards.map((shard) => tasks.find({ engagementId, shard, taskId })),
    );
    const task = candidates.find((candidate) => candidate !== undefined)?.value;
    if (task === undefined) throw new NotFound('delivery task', taskId);
    const ref = { engagementId, shard: task.shard, taskId };
    const decision = await applyTaskEvent(ref, { kind: 'cancelled', now: clock.now() });
    if (decision.kind === 'ignore' && decision.reason !== 'alreadyClosed') {
      throw new NotAllowed('inProgress', `A delivery of the task '${taskId}' is in progress.`);
    }
  };
}
