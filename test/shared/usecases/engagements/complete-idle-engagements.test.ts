import { describe, expect, test } from 'vitest';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { at, crashOnce, Crashed } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';
const bob = 'bob,+12062300002,America/New_York';

async function withTask(): Promise<TestEngine> {
  const engine = await createSeededEngine();
  await dropContactFile(engine, [header, ada]);
  return engine;
}
const lifecycleOf = async ({ documents }: TestEngine) =>
  (await documents.get('engagement', id)).lifecycle!;

test('a completing engagement without open tasks is completed in the next run', async () => {
  const engine = await createSeededEngine();
  expect(await engine.runEngagementOperation(id, 'Complete')).toEqual({
    status: 'completing',
    since: noon,
  });
  expect(await engine.completeIdleEngagements()).toBe(1);
  expect(await lifecycleOf(engine)).toEqual({ status: 'completed', at: noon });
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test('a completing engagement dials until its last task closes', async () => {
  const engine = await signInGrace(await withTask());
  await engine.runEngagementOperation(id, 'Complete');
  expect(await engine.completeIdleEngagements()).toBe(0);
  expect((await lifecycleOf(engine)).status).toBe('completing');
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(noon, 10 * MINUTE));
  stop();
  expect(engine.callControl.calls.map(({ to }) => to)).toEqual(['+12062300001']);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  // The timer has completed it, so another run completes nothing.
  expect((await lifecycleOf(engine)).status).toBe('completed');
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test('a completing engagement accepts no contacts', async () => {
  const engine = await withTask();
  await engine.runEngagementOperation(id, 'Complete');
  const { run } = await dropContactFile(engine, [header, bob], 'april.csv');
  expect(run).toMatchObject({ status: 'Failed', counts: { accepted: 0, tasks: 0 } });
  expect(engine.tasks.all().tasks).toHaveLength(1);
});

test('an edit of a completing engagement keeps it completing and re-ranks its tasks', async () => {
  const engine = await withTask();
  await engine.runEngagementOperation(id, 'Complete');
  const edited = aVoiceEngagement({ callOrder: 'lastInFirstOut' });
  const { queued, lifecycle } = await engine.documents.put('engagement', edited, null);
  expect(queued).toEqual({ reranked: 1, regated: 0, closed: 0, left: 0, toCome: 0 });
  expect(lifecycle).toEqual({ status: 'completing', since: noon });
});

test('a Start of a completing engagement makes it run and accept contacts', async () => {
  const engine = await withTask();
  await engine.runEngagementOperation(id, 'Complete');
  await engine.runEngagementOperation(id, 'Start');
  expect((await dropContactFile(engine, [header, bob], 'april.csv')).run.status).toBe('Completed');
  expect(await engine.completeIdleEngagements()).toBe(0);
});

test.each(['Suspend', 'Stop'] as const)(
  'a completing engagement is not completed after %s',
  async (operation) => {
    const engine = await createSeededEngine();
    await engine.runEngagementOperation(id, 'Complete');
    const { status } = await engine.runEngagementOperation(id, operation);
    expect(await engine.completeIdleEngagements()).toBe(0);
    expect((await lifecycleOf(engine)).status).toBe(status);
  },
);

test.each([
  ['the abandonment rule', 'exceededCustomerWaitThreshold'],
  ['an operation', 'apiAction'],
] as const)(
  'a completing engagement suspended by %s and resumed accepts no contacts',
  async (_what, type) => {
    const engine = await withTask();
    await engine.runEngagementOperation(id, 'Complete');
    await engine.runEngagementOperation(id, 'Suspend', type);
    const during = await dropContactFile(engine, [header, bob], 'april.csv');
    expect(during.run).toMatchObject({ status: 'Failed', failure: { code: 'engagementStopped' } });
    expect(during.run.failure?.message).toMatch(/is completing/);
    await engine.runEngagementOperation(id, 'Resume');
    expect((await lifecycleOf(engine)).status).toBe('completing');
    expect((await dropContactFile(engine, [header, bob], 'may.csv')).run.status).toBe('Failed');
  },
);

test('a suspended engagement with Complete is completing after Resume', async () => {
  const engine = await withTask();
  await engine.runEngagementOperation(id, 'Suspend');
  await engine.runEngagementOperation(id, 'Complete');
  expect(await lifecycleOf(engine)).toMatchObject({ status: 'suspended', completing: true });
  expect((await dropContactFile(engine, [header, bob], 'april.csv')).run.status).toBe('Failed');
  await engine.runEngagementOperation(id, 'Resume');
  expect((await lifecycleOf(engine)).status).toBe('completing');
});

describe('an engagement that completes during an import', () => {
  const reading = async () => {
    const race = raceBefore('tasks', 'create');
    const engine = await createSeededEngine(race);
    race.with(async () => {
      await engine.runEngagementOperation(id, 'Complete');
      expect(await engine.completeIdleEngagements()).toBe(0);
    });
    return engine;
  };

  test('is not completed before the import ends, and dials the accepted contacts', async () => {
    const engine = await signInGrace(await reading());
    const { run } = await dropContactFile(engine, [header, ada]);
    expect(run).toMatchObject({ status: 'Completed', counts: { tasks: 1 } });
    expect(await lifecycleOf(engine)).toMatchObject({ status: 'completing' });
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect((await lifecycleOf(engine)).status).toBe('completed');
  });

  test('is completed after the sweep ends an abandoned import', async () => {
    const engine = await createSeededEngine(crashOnce(at('before', 'tasks', 'create')));
    await expect(dropContactFile(engine, [header, ada])).rejects.toThrow(Crashed);
    await engine.runEngagementOperation(id, 'Complete');
    expect(await engine.completeIdleEngagements()).toBe(0);
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    await engine.resumeImports();
    expect(await engine.completeIdleEngagements()).toBe(1);
  });
});

test('an engagement that starts during the run keeps running, and the others are completed', async () => {
  const race = raceBefore('engagements', 'saveLifecycle');
  const engine = await createSeededEngine(race);
  await engine.documents.put('engagement', aVoiceEngagement({ id: 'autumn' }), null);
  await engine.runEngagementOperation(engagementIdSchema.parse('autumn'), 'Start');
  for (const one of [id, engagementIdSchema.parse('autumn')]) {
    await engine.runEngagementOperation(one, 'Complete');
  }
  race.with(() => engine.runEngagementOperation(id, 'Start'));
  expect(await engine.completeIdleEngagements()).toBe(1);
  expect((await lifecycleOf(engine)).status).toBe('running');
});

test('a completing engagement is not removed, and a completed one is', async () => {
  const engine = await createSeededEngine();
  await engine.runEngagementOperation(id, 'Complete');
  const removal = () => engine.documents.remove('engagement', id, null);
  await expect(removal()).rejects.toMatchObject({ reason: 'running' });
  await engine.completeIdleEngagements();
  await removal();
  expect(await engine.configuration.find('engagement', id)).toBeUndefined();
});
