// Moves the due tasks of one shard: they become ready, or wait for another reason. One message handles up to 2,000 tasks;
// another message continues with the rest.
import type { EngagementId } from '../../domain/values/ids.ts';
import { refOf } from '../../domain/task/task.ts';
import type { ApplyTaskEvent } from './apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';

const pageSize = 100;
const maxPages = 20;

export function createWakeDueTasks(
  deps: Pick<Ports, 'tasks' | 'messageBus' | 'clock' | 'log'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
) {
  const { tasks, messageBus, clock, log, applyTaskEvent } = deps;

  return async (shard: { engagementId: EngagementId; shard: number }): Promise<void> => {
    let woken = 0;
    for (let page = 0; page < maxPages; page++) {
      // Each page takes time, so that more tasks are due at the next one.
      const now = clock.now();
      const waiting = await tasks.due(now, pageSize, shard);
      await settleAll(
        waiting.map((task) =>
          applyTaskEvent(refOf(task.value), { kind: 'deadlinePassed', now }, task),
        ),
      );
      woken += waiting.length;
      if (waiting.length < pageSize) {
        if (woken > 0) log.info('tasks.woken', { ...shard, woken });
        return;
      }
    }
    await messageBus.wake([{ ...shard, at: clock.now() }]);
  };
}

/** Waits for all, also after a failure: no work may continue after its message is completed. */
async function settleAll(promises: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises);
  await Promise.all(promises);
}
