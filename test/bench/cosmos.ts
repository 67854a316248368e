// The base of all other figures: the speed of the emulator with the deployed containers. It creates documents and finds
// the next ready tasks among a million. Each figure has the emulator's goal next to it.
import pMap from 'p-map';
import type { Container, JSONObject } from '@azure/cosmos';
import { json } from '../../shared/adapters/cosmos/tasks-batch.ts';
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { engagementIdSchema } from '../../shared/domain/values/ids.ts';
import { aTask } from '../support/builders/task.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { type Figure, figure, median, timed } from './measure.ts';
import { stores } from './stores.ts';

const timedDocuments = 100_000;
const documents = 1_000_000;
const batchSize = 100;
const concurrency = 8;
const asked = 50;
const repetitions = 31;
const goals = { seconds: 6, milliseconds: 20 };

const engagementId = engagementIdSchema.parse('million');
const shard = 0;
const pattern = aTask({ status: 'ready' });

export async function cosmos(): Promise<Figure[]> {
  const { containers, stop } = await stores();
  const duration = await timed(() => fill(containers.tasks, 0, timedDocuments));
  await fill(containers.tasks, timedDocuments, documents);
  const tasks = createTasksStore(containers.tasks, createRecordingLog());
  const times: number[] = [];
  for (let run = 0; run < repetitions; run++) {
    times.push(
      await timed(async () => {
        const { length } = await tasks.ready(engagementId, 1, asked);
        if (length !== asked) throw new Error(`Found only ${length} ready tasks.`);
      }),
    );
  }
  await stop();
  const inBatches = `${timedDocuments} documents in batches of ${batchSize}`;
  const next = `next ${asked} ready of ${documents}`;
  return [
    figure('cosmos', `${inBatches}, with its goal`, duration / 1000, 's', goals.seconds),
    figure('cosmos', `${next}, with its goal`, median(times), 'ms', goals.milliseconds),
  ];
}

async function fill(container: Container, from: number, to: number): Promise<void> {
  const starts = Array.from(
    { length: (to - from) / batchSize },
    (_, index) => from + index * batchSize,
  );
  await pMap(
    starts,
    async (start) => {
      const operations = Array.from({ length: batchSize }, (_, index) => ({
        operationType: 'Create' as const,
        resourceBody: taskAt(start + index),
      }));
      const { code } = await container.items.batch(operations, [engagementId, shard]);
      if (code !== 200) throw new Error(`The batch from ${start} answered ${String(code)}.`);
    },
    { concurrency },
  );
}

/** Three of four are ready; the ranks are in random order. */
function taskAt(n: number): JSONObject {
  const id = n.toString(16).padStart(32, '0');
  const rank = `1 ${String((n * 7919) % 1_000_003).padStart(9, '0')}`;
  const state = n % 4 === 0 ? { status: 'closed' } : { status: 'ready', rank };
  return { ...json(pattern), ...state, id, engagementId, shard, openKey: id };
}
