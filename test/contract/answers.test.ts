import { describe, expect, test } from 'vitest';
import { tasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { complete, noFacts } from '../../shared/domain/task/delivery.ts';
import { openDelivery } from '../../shared/domain/task/open-delivery.ts';
import { refOf } from '../../shared/domain/task/task.ts';
import { type Instant, later, MINUTE } from '../../shared/domain/time.ts';
import type { Tasks } from '../../shared/ports/tasks.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { aTask } from '../support/builders/task.ts';
import { memoryTasks } from '../support/memory/tasks.ts';
import { recordingLog } from '../support/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Tasks][] = [
  ['in memory', memoryTasks],
  ['in Cosmos DB', () => tasksStore(cosmos().tasks, recordingLog())],
];

const claimed = (engagementId: string, n: number) =>
  aTask({
    ...{ status: 'claimed', id: aTaskId(n), deliveryId: aDeliveryId(aTaskId(n)) },
    ...{ openKey: `contact ${n}`, engagementId, shard: n % 2 },
  });

describe.each(stores)('answers to calls, counted %s', (_name, open) => {
  test('from an instant on, over all shards, and the abandoned among them', async () => {
    const tasks = open();
    const engagement = fresh('engagement');
    const answer = async (n: number, answeredAt: Instant | null, abandoned: boolean) => {
      const next = claimed(engagement, n);
      await tasks.create([{ task: next, delta: { accepted: 1 } }]);
      const begun = openDelivery(next, {
        ...{ channel: 'voice', from: aNumber(99), representativeId: null, startedAt: noon },
      });
      const facts = { ...noFacts, answeredAt, abandoned };
      for (const delivery of [begun, complete(begun, 'LiveAnswer', facts, later(noon, MINUTE))]) {
        const task = (await tasks.find(refOf(next)))!;
        await tasks.commit({ task, next, deliveries: [delivery], delta: {} });
      }
    };
    await answer(1, noon, false);
    await answer(2, later(noon, 1), true);
    await answer(3, later(noon, -1), true);
    await answer(4, null, false);
    const since = (instant: Instant) =>
      tasks.answersSince(claimed(engagement, 1).engagementId, 2, instant);
    expect(await since(noon)).toEqual({ answered: 2, abandoned: 1 });
    expect(await since(later(noon, 2))).toEqual({ answered: 0, abandoned: 0 });
  });
});
