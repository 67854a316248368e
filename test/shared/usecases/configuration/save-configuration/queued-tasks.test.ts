import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../../../shared/domain/engagement/lifecycle.ts';
import { later, MINUTE, SECOND } from '../../../../../shared/domain/values/time.ts';
import { NotAllowed } from '../../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import { aTaskId } from '../../../../support/builders/identity.ts';
import { at, noon } from '../../../../support/builders/instants.ts';
import { aTask } from '../../../../support/builders/task.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../../support/builders/seeded-engine.ts';
import { everything, write } from '../../../../support/builders/write-document.ts';

const { id } = aVoiceEngagement();
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone,Priority';
const ada = 'ada,+12062300001,America/New_York,1';
const bob = 'bob,+12062300002,America/New_York,2';
const cleo = 'cleo,+12062300003,America/New_York,3';
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const quiet = (from: string, to: string) => [
  { type: 'mobile' as const, quietHours: [{ days: [...everyDay], from, to }] },
];

type Changes = Parameters<typeof aVoiceEngagement>[0];
const ordered: Changes = { callOrder: 'customAscending' };
const edit = (engine: TestEngine, changes: Changes) =>
  engine.documents.put('engagement', aVoiceEngagement(changes), null);

/** An engagement with three contacts; all are ready at noon in New York. */
async function withThreeTasks(options: SeededEngineOptions = {}): Promise<TestEngine> {
  const engine = await createSeededEngine({ engagement: aVoiceEngagement(ordered), ...options });
  await dropContactFile(engine, [header, ada, bob, cleo]);
  return engine;
}
const taskStatuses = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map(({ status }) => status)
    .sort();
const none = { reranked: 0, regated: 0, closed: 0, left: 0, toCome: 0 };

describe('an edit of an engagement with three ready tasks', () => {
  test.each<[string, Changes, object, string]>([
    ['another name', { ...ordered, name: 'May' }, { left: 3 }, 'ready'],
    ['another priority', { ...ordered, priority: 'critical' }, { left: 3 }, 'ready'],
    [
      'another wait',
      { ...ordered, reattempts: { attempts: 5, waitMinutes: 5 } },
      { left: 3 },
      'ready',
    ],
    ['another order', { callOrder: 'customDescending' }, { reranked: 3 }, 'ready'],
    [
      'quiet hours until three',
      { ...ordered, phoneTypes: quiet('09:00', '15:00') },
      { regated: 3 },
      'waiting',
    ],
    [
      'quiet hours at another time',
      { ...ordered, phoneTypes: quiet('20:00', '09:00') },
      { left: 3 },
      'ready',
    ],
    [
      'another time zone that allows the hour as well',
      { ...ordered, timeZones: 'utc' },
      { left: 3 },
      'ready',
    ],
  ])('to %s returns its effect and leaves them %s', async (_which, changes, did, status) => {
    const engine = await withThreeTasks();
    const { queued } = await edit(engine, changes);
    expect(queued).toEqual({ ...none, ...did });
    expect(taskStatuses(engine)).toEqual([status, status, status]);
  });

  test('keeps the rank of a task without a value for the new order', async () => {
    const engine = await withThreeTasks();
    await dropContactFile(engine, [header, 'dan,+12062300004,America/New_York,'], 'april.csv');
    const { queued } = await edit(engine, { callOrder: 'customDescending' });
    expect(queued).toEqual({ ...none, reranked: 3, left: 1 });
  });
});

describe('an edit of an engagement with three tasks in quiet hours', () => {
  const night = { start: at('2026-03-11T02:00Z') };

  test.each<[string, Changes, object, string]>([
    [
      'no quiet hours',
      { ...ordered, phoneTypes: quiet('03:00', '03:01') },
      { regated: 3 },
      'ready',
    ],
    [
      'quiet hours with an earlier end',
      { ...ordered, phoneTypes: quiet('21:00', '07:00') },
      { regated: 3 },
      'waiting',
    ],
    ['another order', { callOrder: 'customDescending' }, { left: 3 }, 'waiting'],
  ])('to %s returns its effect', async (_which, changes, did, status) => {
    const engine = await withThreeTasks(night);
    expect(taskStatuses(engine)).toEqual(['waiting', 'waiting', 'waiting']);
    expect((await edit(engine, changes)).queued).toEqual({ ...none, ...did });
    expect(taskStatuses(engine)).toEqual([status, status, status]);
  });
});

test('an edit of a draft or of a suspended engagement returns its effect', async () => {
  const engine = await withThreeTasks({ status: 'draft' });
  expect((await edit(engine, { callOrder: 'lastInFirstOut' })).queued?.reranked).toBe(3);
  await engine.runEngagementOperation(id, 'Start');
  await engine.runEngagementOperation(id, 'Suspend');
  expect((await edit(engine, { callOrder: 'customDescending' })).queued?.reranked).toBe(3);
});

test.each([
  [
    'that is new',
    async () => edit(await createSeededEngine({ status: 'draft' }), { id: 'another' }),
  ],
  ['without tasks', async () => edit(await createSeededEngine(), { callOrder: 'lastInFirstOut' })],
  [
    'that is stopped',
    async () => {
      const engine = await withThreeTasks();
      await engine.runEngagementOperation(id, 'Stop');
      return edit(engine, { callOrder: 'lastInFirstOut' });
    },
  ],
])('an edit of an engagement %s has no effect on tasks', async (_which, act) => {
  expect((await act()).queued).toEqual(none);
});

describe('an edit to an unsupported mode', () => {
  const put = (engine: TestEngine) => write(engine, ['predictive', id]);

  async function after(operations: readonly Operation[]): Promise<TestEngine> {
    const engine = await withThreeTasks({ status: 'draft' });
    for (const operation of operations) await engine.runEngagementOperation(id, operation);
    return engine;
  }

  test.each<{ done: Operation[] }>([
    { done: ['Start'] },
    { done: ['Start', 'Complete'] },
    { done: ['Start', 'Suspend', 'Resume'] },
  ])('is refused after $done, and changes nothing', async ({ done }) => {
    const engine = await after(done);
    const before = await everything(engine);
    const refusal = put(engine);
    await expect(refusal).rejects.toThrow(NotAllowed);
    await expect(refusal).rejects.toMatchObject({ reason: 'dialModeNotServed' });
    expect(await everything(engine)).toEqual(before);
  });

  test.each<{ done: Operation[] }>([
    { done: [] },
    { done: ['Start', 'Suspend'] },
    { done: ['Start', 'Stop'] },
  ])('is saved after $done; Start and Resume are then refused', async ({ done }) => {
    const engine = await after(done);
    await put(engine);
    const { document } = await engine.documents.get('engagement', id);
    expect(document).toMatchObject({ dialMode: 'predictive' });
    for (const operation of ['Start', 'Resume'] as const) {
      await expect(engine.runEngagementOperation(id, operation)).rejects.toThrow(NotAllowed);
    }
  });
});

test('an edit re-ranks a thousand tasks at once, and the others within seconds', async () => {
  const engine = await createSeededEngine();
  const tasks = [...Array(1500).keys()].map((n) =>
    aTask({ status: 'ready', id: aTaskId(n + 1), openKey: `contact ${n}`, rank: '1 old' }),
  );
  await engine.tasks.create(tasks.map((task) => ({ task, delta: { accepted: 1 } })));
  const { queued } = await edit(engine, { callOrder: 'lastInFirstOut' });
  expect(queued).toEqual({ reranked: 1000, regated: 0, closed: 0, left: 0, toCome: 500 });
  const old = () =>
    engine.tasks.all().tasks.filter((task) => task.status === 'ready' && task.rank === '1 old');
  expect(old()).toHaveLength(500);
  await engine.timeline.runTo(later(noon, 10 * SECOND));
  expect(old()).toEqual([]);
  expect(engine.failures).toEqual([]);
});

describe('the next tick after an edit', () => {
  /** Edits while the documents of a tick are cached. Then Grace signs in, and another tick follows. */
  async function edited(changes: Changes | null): Promise<TestEngine> {
    const engine = await withThreeTasks();
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(noon, 100));
    if (changes !== null) await edit(engine, changes);
    return signInGrace(engine);
  }
  const called = (engine: TestEngine) => engine.callControl.calls.map(({ to }) => to);

  test.each<[string, Changes | null, string[]]>([
    ['nothing, dials the first task of the order', null, ['+12062300001']],
    ['the reverse order, dials the last task', { callOrder: 'customDescending' }, ['+12062300003']],
    ['quiet hours, dials nothing', { ...ordered, phoneTypes: quiet('09:00', '15:00') }, []],
    ['a skill that no representative has, dials nothing', { ...ordered, skills: ['Spanish'] }, []],
  ])('to %s', async (_which, changes, numbers) => {
    const engine = await edited(changes);
    expect(called(engine)).toEqual(numbers);
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    expect(called(engine)).toEqual(numbers);
    expect(engine.failures).toEqual([]);
  });

  test('dials a postponed task at the end of its quiet hours', async () => {
    const engine = await edited({ ...ordered, phoneTypes: quiet('09:00', '15:00') });
    const stop = engine.startTimers();
    const opens = at('2026-03-10T19:00Z');
    await engine.timeline.runTo(later(opens, -SECOND));
    expect(called(engine)).toEqual([]);
    await engine.timeline.runTo(later(opens, MINUTE));
    stop();
    expect(called(engine)[0]).toBe('+12062300001');
  });
});
