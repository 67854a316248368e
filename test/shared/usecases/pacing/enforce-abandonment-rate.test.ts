import { describe, expect, test } from 'vitest';
import { HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aTaskId } from '../../../support/builders/identity.ts';
import { aTask } from '../../../support/builders/task.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { storeCall } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const abandonmentRate = { percent: 3, windowMinutes: 30 };
const engagement = aVoiceEngagement({ rules: { abandonmentRate } });

let lists = 0;
/** So many calls are over by now that were answered by a person, of whom so many were abandoned. */
async function answered(engine: TestEngine, people: number, abandoned: number, machines = 0) {
  const task = aTask({ status: 'ready', id: aTaskId(++lists), openKey: `list ${lists}` });
  const delta = { 'voice.LiveAnswer': people, 'voice.AnsweringMachine': machines, abandoned };
  await engine.tasks.create([{ task, delta: { ...delta, answered: people + machines } }]);
}

/** So many calls are up on which people talk. */
async function talking(engine: TestEngine, count: number, changes = {}) {
  for (let n = 0; n < count; n += 1) {
    const id = aDeliveryId(aTaskId(5000 + n));
    await storeCall(engine, aCall({ status: 'talking', id, ...changes }));
  }
}

/** An engine that has looked once since the engagement was started. */
async function watched(options: SeededEngineOptions = { engagement }): Promise<TestEngine> {
  const engine = await createSeededEngine(options);
  expect(await engine.enforceAbandonmentRate()).toBe(0);
  return engine;
}
const pass = ({ timeline }: TestEngine, ms: number) => timeline.runTo(later(timeline.now(), ms));

const lifecycle = async (engine: TestEngine) =>
  (await engine.documents.get('engagement', engagement.id)).lifecycle;

describe('the abandonment rate of an engagement led by representatives', () => {
  test('suspends it when it is reached, until somebody resumes it', async () => {
    const engine = await watched();
    await answered(engine, 66, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    expect(await lifecycle(engine)).toMatchObject({
      status: 'suspended',
      type: 'exceededCustomerWaitThreshold',
    });
    expect(engine.log.named('engagement.abandonmentReached')).toMatchObject([
      { fields: { answered: 66, abandoned: 2, percent: 3 } },
    ]);
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('below it lets it run', async () => {
    const engine = await watched();
    await answered(engine, 67, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await lifecycle(engine)).toMatchObject({ status: 'running' });
  });

  test('two abandoned beside ninety-eight who still talk are two of a hundred', async () => {
    const engine = await watched();
    await talking(engine, 98);
    await answered(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await answered(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    expect(engine.log.named('engagement.abandonmentReached')).toMatchObject([
      { fields: { answered: 102, abandoned: 4 } },
    ]);
  });

  test('those who still talk count in whatever group their calls began, and those of others do not', async () => {
    const engine = await watched();
    await talking(engine, 98, { pacingGroup: 'former+Spanish' });
    await answered(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    const other = await watched();
    await talking(other, 98, { engagementId: 'autumn' });
    await answered(other, 40, 2);
    expect(await other.enforceAbandonmentRate()).toBe(1);
  });

  test('machines do not hide it', async () => {
    const engine = await watched();
    await answered(engine, 74, 3, 26);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test('looks back over its window alone', async () => {
    const engine = await watched();
    const stop = engine.startTimers();
    await answered(engine, 20, 1);
    await pass(engine, HOUR);
    await answered(engine, 20, 1);
    await pass(engine, MINUTE);
    stop();
    expect(await lifecycle(engine)).toMatchObject({ status: 'running' });
  });

  test('begins anew when the engagement is resumed', async () => {
    const engine = await watched();
    await answered(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    await pass(engine, MINUTE);
    await engine.runEngagementOperation(engagement.id, 'Resume');
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await answered(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test.each([
    ['told to complete', ['Complete']],
    ['told to complete, and to go on after all', ['Complete', 'Start']],
  ] as const)('is looked back at as far when the engagement is %s', async (_which, operations) => {
    const engine = await watched();
    await answered(engine, 50, 5);
    await pass(engine, MINUTE);
    for (const operation of operations)
      await engine.runEngagementOperation(engagement.id, operation);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test('is not reached again by a look that began before the engagement was resumed', async () => {
    const race = raceBefore('ruleReadings', 'find');
    const engine = await watched({ engagement, wrap: race.wrap });
    await answered(engine, 50, 5);
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Suspend');
      await pass(engine, SECOND);
      await engine.runEngagementOperation(engagement.id, 'Resume');
    });
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await lifecycle(engine)).toMatchObject({ status: 'running' });
  });

  test('is of its window alone, also when an edit has just made it shorter', async () => {
    const within = (windowMinutes: number) =>
      aVoiceEngagement({ rules: { abandonmentRate: { percent: 3, windowMinutes } } });
    const engine = await watched({ engagement: within(30 * 24 * 60) });
    await answered(engine, 1000, 0);
    await pass(engine, 25 * HOUR);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await answered(engine, 20, 2);
    await pass(engine, 20 * HOUR);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await engine.documents.put('engagement', within(5), null);
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await answered(engine, 20, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test.each([
    ['tasks', 'tallies'],
    ['callStore', 'lines'],
  ] as const)('counts one person once whose call is over just before %s.%s', async (...read) => {
    const race = raceBefore(...(read as ['tasks', 'tallies']));
    const engine = await watched({ engagement, wrap: race.wrap });
    const call = aCall({ status: 'apologizing' });
    await storeCall(engine, call);
    race.with(async () => {
      await answered(engine, 1, 1);
      const found = await engine.callStore.find(call.pacingGroup, call.id);
      await engine.callStore.save({ ...found!, value: aCall({ status: 'settled', id: call.id }) });
    });
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('without the rule is nobody’s concern', async () => {
    const engine = await watched({});
    await answered(engine, 50, 50);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('a look that another process has just had is no fault', async () => {
    const race = raceBefore('ruleReadings', 'save');
    const engine = await createSeededEngine({ engagement, wrap: race.wrap });
    race.with(() => engine.enforceAbandonmentRate());
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await answered(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });
});
