// The queries of a tick: the next ready tasks in rank order. The cost must be the same with a thousand and with a
// hundred thousand tasks.
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { engagementIdSchema, shardOf, taskIdOf } from '../../shared/domain/values/ids.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import { ids } from '../../shared/adapters/system/ids.ts';
import { aTask } from '../support/builders/task.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { type Figure, figure, median, timed } from './measure.ts';
import { stores } from './stores.ts';

const shards = 4;
const sizes = [1_000, 10_000, 100_000];
const asked = 10;
const repetitions = 60;

const { digest } = ids;

export async function tick(): Promise<Figure[]> {
  const { containers, stop } = await stores();
  const tasks = createTasksStore(containers.tasks, createRecordingLog());
  const figures: Figure[] = [];
  let least: number | null = null;
  for (const size of sizes) {
    const engagementId = engagementIdSchema.parse(`waiting-${size}`);
    const byShard = Map.groupBy(readyTasks(engagementId, size), ({ shard }) => shard);
    for (const list of byShard.values()) {
      await tasks.create(list.map((task) => ({ task, delta: { accepted: 1 } })));
    }
    const times: number[] = [];
    for (let run = 0; run < repetitions; run++) {
      times.push(await timed(() => tasks.ready(engagementId, shards, asked)));
    }
    const value = median(times);
    least ??= value;
    figures.push(figure('tick', `next ${asked} of ${size} ready`, value, 'ms', least));
  }
  await stop();
  return figures;
}

function readyTasks(engagementId: Task['engagementId'], size: number): Task[] {
  return Array.from({ length: size }, (_, index) => {
    const id = taskIdOf(digest, engagementId, String(index));
    const shard = shardOf(digest, id, shards);
    const rank = `1 ${digest(id).slice(0, 12)}`;
    return { ...aTask({ status: 'ready' }), id, engagementId, shard, openKey: id, rank };
  });
}
