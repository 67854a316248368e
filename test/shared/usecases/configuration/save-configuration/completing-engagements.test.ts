// Complete: no new contacts, those that are there are still called, and with the last of them it is over.
import { describe, expect, test } from 'vitest';
import { engagementIdSchema } from '../../../../../shared/domain/values/ids.ts';
import { later, MINUTE } from '../../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import { noon } from '../../../../support/builders/instants.ts';
import { at, crashOnce } from '../../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { raceBefore } from '../../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';
const bob = 'bob,+12062300002,America/New_York';

async function holding(): Promise<TestEngine> {
  const engine = await createSeededEngine();
  await dropContactFile(engine, [header, ada]);
  return engine;
}
const life = async ({ documents }: TestEngine) =>
  (await documents.get('engagement', id)).lifecycle!;

test('one without open tasks is completed at the next look', async () => {
  const engine = await createSeededEngine();
  expect(await engine.runEngagementOperation(id, 'Complete')).toEqual({
    status: 'completing',
    since: noon,
  });
  expect(await engine.completeIdleEngagements()).toBe(1);
  expect(await life(engine)).toEqual({ status: 'completed', at: noon });
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test('one with open tasks goes on until the last of them is closed', async () => {
  const engine = await signInGrace(await holding());
  await engine.runEngagementOperation(id, 'Complete');
  expect(await engine.completeIdleEngagements()).toBe(0);
  expect((await life(engine)).status).toBe('completing');
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(noon, 10 * MINUTE));
  stop();
  expect(engine.callControl.calls.map(({ to }) => to)).toEqual(['+12062300001']);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  // The timer's sweep saw that nothing was open any more, and there is nothing to complete again.
  expect((await life(engine)).status).toBe('completed');
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test('it takes no new contacts', async () => {
  const engine = await holding();
  await engine.runEngagementOperation(id, 'Complete');
  const { run } = await dropContactFile(engine, [header, bob], 'april.csv');
  expect(run).toMatchObject({ status: 'Failed', counts: { accepted: 0, tasks: 0 } });
  expect(engine.tasks.all().tasks).toHaveLength(1);
});

test('an edit takes effect and leaves it completing', async () => {
  const engine = await holding();
  await engine.runEngagementOperation(id, 'Complete');
  const edited = aVoiceEngagement({ callOrder: 'lastInFirstOut' });
  const { queued, lifecycle } = await engine.documents.put('engagement', edited, null);
  expect(queued).toEqual({ reranked: 1, regated: 0, closed: 0, left: 0, toCome: 0 });
  expect(lifecycle).toEqual({ status: 'completing', since: noon });
});

test('started again, it runs and takes contacts', async () => {
  const engine = await holding();
  await engine.runEngagementOperation(id, 'Complete');
  await engine.runEngagementOperation(id, 'Start');
  expect((await dropContactFile(engine, [header, bob], 'april.csv')).run.status).toBe('Completed');
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test.each(['Suspend', 'Stop'] as const)(
  'one that was told to %s meanwhile is not completed',
  async (operation) => {
    const engine = await createSeededEngine();
    await engine.runEngagementOperation(id, 'Complete');
    const { status } = await engine.runEngagementOperation(id, operation);
    expect(await engine.completeIdleEngagements()).toBe(0);
    expect((await life(engine)).status).toBe(status);
  },
);

test.each([
  ['the rule that counts abandoned calls', 'exceededCustomerWaitThreshold'],
  ['somebody', 'apiAction'],
] as const)('suspended by %s and resumed, it still takes no new contacts', async (_who, type) => {
  const engine = await holding();
  await engine.runEngagementOperation(id, 'Complete');
  await engine.runEngagementOperation(id, 'Suspend', type);
  const during = await dropContactFile(engine, [header, bob], 'april.csv');
  expect(during.run).toMatchObject({ status: 'Failed', failure: { code: 'engagementStopped' } });
  expect(during.run.failure?.message).toMatch(/is completing/);
  await engine.runEngagementOperation(id, 'Resume');
  expect((await life(engine)).status).toBe('completing');
  expect((await dropContactFile(engine, [header, bob], 'may.csv')).run.status).toBe('Failed');
});

test('told to complete while it is suspended, it is completing when it is resumed', async () => {
  const engine = await holding();
  await engine.runEngagementOperation(id, 'Suspend');
  await engine.runEngagementOperation(id, 'Complete');
  expect(await life(engine)).toMatchObject({ status: 'suspended', completing: true });
  expect((await dropContactFile(engine, [header, bob], 'april.csv')).run.status).toBe('Failed');
  await engine.runEngagementOperation(id, 'Resume');
  expect((await life(engine)).status).toBe('completing');
});

describe('one that is told to complete while a file is read', () => {
  const reading = async () => {
    const race = raceBefore('tasks', 'create');
    const engine = await createSeededEngine(race);
    race.with(async () => {
      await engine.runEngagementOperation(id, 'Complete');
      expect(await engine.completeIdleEngagements()).toBe(0);
    });
    return engine;
  };

  test('is not completed before the file is: who was taken by then is called', async () => {
    const engine = await signInGrace(await reading());
    const { run } = await dropContactFile(engine, [header, ada]);
    expect(run).toMatchObject({ status: 'Completed', counts: { tasks: 1 } });
    expect(await life(engine)).toMatchObject({ status: 'completing' });
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect((await life(engine)).status).toBe('completed');
  });

  test('is completed once the file has come to its end without a reader', async () => {
    const engine = await createSeededEngine(crashOnce(at('before', 'tasks', 'create')));
    await expect(dropContactFile(engine, [header, ada])).rejects.toThrow('died');
    await engine.runEngagementOperation(id, 'Complete');
    expect(await engine.completeIdleEngagements()).toBe(0);
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    await engine.resumeImports();
    expect(await engine.completeIdleEngagements()).toBe(1);
  });
});

test('what somebody else changes in between is left to them, and the others are completed', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await createSeededEngine(race);
  await engine.documents.put('engagement', aVoiceEngagement({ id: 'autumn' }), null);
  await engine.runEngagementOperation(engagementIdSchema.parse('autumn'), 'Start');
  for (const one of [id, engagementIdSchema.parse('autumn')]) {
    await engine.runEngagementOperation(one, 'Complete');
  }
  race.with(() => engine.runEngagementOperation(id, 'Start'));
  expect(await engine.completeIdleEngagements()).toBe(1);
  expect((await life(engine)).status).toBe('running');
});

test('one that is completing is not deleted, and one that is completed is', async () => {
  const engine = await createSeededEngine();
  await engine.runEngagementOperation(id, 'Complete');
  const removal = () => engine.documents.remove('engagement', id, null);
  await expect(removal()).rejects.toMatchObject({ reason: 'running' });
  await engine.completeIdleEngagements();
  await removal();
  expect(await engine.configuration.find('engagement', id)).toBeUndefined();
});
