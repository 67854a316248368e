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
/** Counts settled calls: `people` live answers, `abandoned` of them abandoned, and `machines`. */
async function countAnswers(engine: TestEngine, people: number, abandoned: number, machines = 0) {
  const task = aTask({ status: 'ready', id: aTaskId(++lists), openKey: `list ${lists}` });
  const delta = { 'voice.LiveAnswer': people, 'voice.AnsweringMachine': machines, abandoned };
  await engine.tasks.create([{ task, delta: { ...delta, answered: people + machines } }]);
}

/** Stores `count` talking calls. */
async function storeTalkingCalls(engine: TestEngine, count: number, changes = {}) {
  for (let n = 0; n < count; n += 1) {
    const id = aDeliveryId(aTaskId(5000 + n));
    await storeCall(engine, aCall({ status: 'talking', id, ...changes }));
  }
}

/** An engine that has checked the rate once since the Start of the engagement. */
async function createChecked(options: SeededEngineOptions = { engagement }): Promise<TestEngine> {
  const engine = await createSeededEngine(options);
  expect(await engine.enforceAbandonmentRate()).toBe(0);
  return engine;
}
const pass = ({ timeline }: TestEngine, ms: number) => timeline.runTo(later(timeline.now(), ms));

const lifecycleOf = async (engine: TestEngine) =>
  (await engine.documents.get('engagement', engagement.id)).lifecycle;

describe('the abandonment rate of an engagement led by representatives', () => {
  test('suspends the engagement when it is reached, and does not resume it', async () => {
    const engine = await createChecked();
    await countAnswers(engine, 66, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    expect(await lifecycleOf(engine)).toMatchObject({
      status: 'suspended',
      type: 'exceededCustomerWaitThreshold',
    });
    expect(engine.log.named('engagement.abandonmentReached')).toMatchObject([
      { fields: { answered: 66, abandoned: 2, percent: 3 } },
    ]);
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('keeps the engagement running below its limit', async () => {
    const engine = await createChecked();
    await countAnswers(engine, 67, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await lifecycleOf(engine)).toMatchObject({ status: 'running' });
  });

  test('counts live conversations as answered: two abandoned and 98 talking calls are two percent', async () => {
    const engine = await createChecked();
    await storeTalkingCalls(engine, 98);
    await countAnswers(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await countAnswers(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    expect(engine.log.named('engagement.abandonmentReached')).toMatchObject([
      { fields: { answered: 102, abandoned: 4 } },
    ]);
  });

  test('counts the live conversations of all pacing groups of the engagement, and of no other engagement', async () => {
    const engine = await createChecked();
    await storeTalkingCalls(engine, 98, { pacingGroup: 'former+Spanish' });
    await countAnswers(engine, 2, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    const other = await createChecked();
    await storeTalkingCalls(other, 98, { engagementId: 'autumn' });
    await countAnswers(other, 40, 2);
    expect(await other.enforceAbandonmentRate()).toBe(1);
  });

  test('does not count calls answered by machines', async () => {
    const engine = await createChecked();
    await countAnswers(engine, 74, 3, 26);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test('counts only the calls within its window', async () => {
    const engine = await createChecked();
    const stop = engine.startTimers();
    await countAnswers(engine, 20, 1);
    await pass(engine, HOUR);
    await countAnswers(engine, 20, 1);
    await pass(engine, MINUTE);
    stop();
    expect(await lifecycleOf(engine)).toMatchObject({ status: 'running' });
  });

  test('counts only the calls after a Resume', async () => {
    const engine = await createChecked();
    await countAnswers(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
    await pass(engine, MINUTE);
    await engine.runEngagementOperation(engagement.id, 'Resume');
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await countAnswers(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test.each([
    ['Complete', ['Complete']],
    ['Complete and Start', ['Complete', 'Start']],
  ] as const)('counts the calls before %s', async (_which, operations) => {
    const engine = await createChecked();
    await countAnswers(engine, 50, 5);
    await pass(engine, MINUTE);
    for (const operation of operations)
      await engine.runEngagementOperation(engagement.id, operation);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test('does not suspend an engagement that resumes while a check runs', async () => {
    const race = raceBefore('ruleReadings', 'find');
    const engine = await createChecked({ engagement, wrap: race.wrap });
    await countAnswers(engine, 50, 5);
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Suspend');
      await pass(engine, SECOND);
      await engine.runEngagementOperation(engagement.id, 'Resume');
    });
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await lifecycleOf(engine)).toMatchObject({ status: 'running' });
  });

  test('counts only the calls within its window after an edit shortens the window', async () => {
    const within = (windowMinutes: number) =>
      aVoiceEngagement({ rules: { abandonmentRate: { percent: 3, windowMinutes } } });
    const engine = await createChecked({ engagement: within(30 * 24 * 60) });
    await countAnswers(engine, 1000, 0);
    await pass(engine, 25 * HOUR);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await countAnswers(engine, 20, 2);
    await pass(engine, 20 * HOUR);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await engine.documents.put('engagement', within(5), null);
    await pass(engine, 2 * SECOND);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await countAnswers(engine, 20, 2);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });

  test.each([
    ['tasks', 'tallies'],
    ['callStore', 'lines'],
  ] as const)('counts a call once that is settled right before %s.%s', async (...raced) => {
    const race = raceBefore(...(raced as ['tasks', 'tallies']));
    const engine = await createChecked({ engagement, wrap: race.wrap });
    const call = aCall({ status: 'apologizing' });
    await storeCall(engine, call);
    race.with(async () => {
      await countAnswers(engine, 1, 1);
      const stored = await engine.callStore.find(call.pacingGroup, call.id);
      await engine.callStore.save({ ...stored!, value: aCall({ status: 'settled', id: call.id }) });
    });
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('does not suspend an engagement without the rule', async () => {
    const engine = await createChecked({});
    await countAnswers(engine, 50, 50);
    expect(await engine.enforceAbandonmentRate()).toBe(0);
  });

  test('ignores a check that another process completes first', async () => {
    const race = raceBefore('ruleReadings', 'save');
    const engine = await createSeededEngine({ engagement, wrap: race.wrap });
    race.with(() => engine.enforceAbandonmentRate());
    expect(await engine.enforceAbandonmentRate()).toBe(0);
    await countAnswers(engine, 50, 5);
    expect(await engine.enforceAbandonmentRate()).toBe(1);
  });
});
