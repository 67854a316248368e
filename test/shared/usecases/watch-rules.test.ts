import { describe, expect, test } from 'vitest';
import { complete, noFacts } from '../../../shared/domain/task/delivery.ts';
import { openDelivery } from '../../../shared/domain/task/open-delivery.ts';
import { refOf, type TaskIn } from '../../../shared/domain/task/task.ts';
import { HOUR, type Instant, later, MINUTE } from '../../../shared/domain/time.ts';
import { aVoiceEngagement } from '../../support/builders/engagement.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../support/builders/identity.ts';
import { aTask } from '../../support/builders/task.ts';
import type { TestEngine } from '../../support/engine.ts';
import { aStage } from '../../support/stage.ts';

const abandonmentRate = { percent: 3, windowMinutes: 30 };
const engagement = aVoiceEngagement({ rules: { abandonmentRate } });

/** So many calls that were answered then, of which so many were abandoned. */
async function answered(engine: TestEngine, at: Instant, count: number, abandoned: number) {
  for (let n = 0; n < count; n += 1) {
    const id = aTaskId(Date.parse(at) / 1000 + n);
    const task = aTask({
      status: 'claimed',
      id,
      openKey: `${at} ${n}`,
      deliveryId: aDeliveryId(id),
    });
    await engine.tasks.create([{ task, delta: { accepted: 1 } }]);
    const found = async () => (await engine.tasks.find(refOf(task)))!;
    const claimed = (await found()).value as TaskIn<'claimed'>;
    const open = openDelivery(claimed, {
      ...{ channel: 'voice', from: aNumber(99), representativeId: null, startedAt: at },
    });
    const facts = { ...noFacts, answeredAt: at, abandoned: n < abandoned };
    const over = complete(open, 'LiveAnswer', facts, later(at, MINUTE));
    for (const delivery of [open, over]) {
      const change = { task: await found(), next: task, deliveries: [delivery], delta: {} };
      await engine.tasks.commit(change);
    }
  }
}

const lifecycle = async (engine: TestEngine) =>
  (await engine.configure.get('engagement', engagement.id)).value.lifecycle;

describe('the abandonment rate of an engagement led by representatives', () => {
  test('suspends it when it is reached, until somebody resumes it', async () => {
    const engine = await aStage({ engagement });
    await answered(engine, engine.timeline.now(), 66, 2);
    expect(await engine.watchRules()).toBe(1);
    expect(await lifecycle(engine)).toMatchObject({
      status: 'suspended',
      type: 'exceededCustomerWaitThreshold',
    });
    expect(engine.log.named('engagement.abandonmentReached')).toMatchObject([
      { fields: { answered: 66, abandoned: 2, percent: 3 } },
    ]);
    expect(await engine.watchRules()).toBe(0);
  });

  test('below it lets it run', async () => {
    const engine = await aStage({ engagement });
    await answered(engine, engine.timeline.now(), 67, 2);
    expect(await engine.watchRules()).toBe(0);
    expect(await lifecycle(engine)).toMatchObject({ status: 'running' });
  });

  test('looks back over its window alone', async () => {
    const engine = await aStage({ engagement });
    await answered(engine, engine.timeline.now(), 5, 5);
    await engine.timeline.runTo(later(engine.timeline.now(), HOUR));
    expect(await engine.watchRules()).toBe(0);
  });

  test('begins anew when the engagement is resumed', async () => {
    const engine = await aStage({ engagement });
    await answered(engine, engine.timeline.now(), 5, 5);
    await engine.watchRules();
    await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
    await engine.operating.operate(engagement.id, 'Resume');
    expect(await engine.watchRules()).toBe(0);
    await answered(engine, engine.timeline.now(), 2, 2);
    expect(await engine.watchRules()).toBe(1);
  });

  test.each([
    ['told to complete', ['Complete']],
    ['told to complete, and to go on after all', ['Complete', 'Start']],
  ] as const)('is looked back at as far when the engagement is %s', async (_which, operations) => {
    const engine = await aStage({ engagement });
    await answered(engine, engine.timeline.now(), 5, 5);
    await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
    for (const operation of operations) await engine.operating.operate(engagement.id, operation);
    expect(await engine.watchRules()).toBe(1);
  });

  test('without the rule is nobody’s concern', async () => {
    const engine = await aStage();
    await answered(engine, engine.timeline.now(), 5, 5);
    expect(await engine.watchRules()).toBe(0);
  });
});
