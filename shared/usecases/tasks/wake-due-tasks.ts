// The waiting tasks of one shard whose time has come become ready, or wait on with another reason. One message wakes them
// all; what it leaves, another message goes on with.
import type { EngagementId } from '../../domain/values/ids.ts';
import { refOf } from '../../domain/task/task.ts';
import type { ApplyTaskEvent } from './apply-task-event.ts';
import type { Ports } from '../../ports/ports.ts';

const atOnce = 100;
const rounds = 20;

export function createWakeDueTasks(
  deps: Pick<Ports, 'tasks' | 'messageBus' | 'clock' | 'log'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
) {
  const { tasks, messageBus, clock, log, applyTaskEvent } = deps;

  return async (shard: { engagementId: EngagementId; shard: number }): Promise<void> => {
    let woken = 0;
    for (let round = 0; round < rounds; round++) {
      const now = clock.now();
      const waiting = await tasks.due(now, atOnce, shard);
      await allOf(
        waiting.map((task) =>
          applyTaskEvent(refOf(task.value), { kind: 'deadlinePassed', now }, task),
        ),
      );
      woken += waiting.length;
      if (waiting.length < atOnce) {
        if (woken > 0) log.info('tasks.woken', { ...shard, woken });
        return;
      }
    }
    await messageBus.wake([{ ...shard, at: clock.now() }]);
  };
}

/** When one fails the others are waited for all the same: work that outlives its message is nobody's. */
async function allOf(acts: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(acts);
  await Promise.all(acts);
}
