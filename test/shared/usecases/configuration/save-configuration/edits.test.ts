// An edit of an engagement says what it did to the queued tasks, and the next tick goes by it.
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
import { everything, write } from '../../../../support/builders/csv-builder.ts';

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

/** An engagement with three people, all ready at noon in New York. */
async function holding(options: SeededEngineOptions = {}): Promise<TestEngine> {
  const engine = await createSeededEngine({ engagement: aVoiceEngagement(ordered), ...options });
  await dropContactFile(engine, [header, ada, bob, cleo]);
  return engine;
}
const standing = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map(({ status }) => status)
    .sort();
const none = { reranked: 0, regated: 0, closed: 0, left: 0, toCome: 0 };

describe('what an edit did to three that are ready', () => {
  test.each<[string, Changes, object, string]>([
    ['another name leaves them', { ...ordered, name: 'May' }, { left: 3 }, 'ready'],
    ['another priority leaves them', { ...ordered, priority: 'critical' }, { left: 3 }, 'ready'],
    [
      'another wait leaves them',
      { ...ordered, reattempts: { attempts: 5, waitMinutes: 5 } },
      { left: 3 },
      'ready',
    ],
    ['another order ranks them anew', { callOrder: 'customDescending' }, { reranked: 3 }, 'ready'],
    [
      'quiet hours until three put them off',
      { ...ordered, phoneTypes: quiet('09:00', '15:00') },
      { regated: 3 },
      'waiting',
    ],
    [
      'quiet hours at another time leave them',
      { ...ordered, phoneTypes: quiet('20:00', '09:00') },
      { left: 3 },
      'ready',
    ],
    [
      'a zone that decides otherwise leaves them where both allow it',
      { ...ordered, timeZones: 'utc' },
      { left: 3 },
      'ready',
    ],
  ])('%s', async (_which, changes, did, status) => {
    const engine = await holding();
    const { queued } = await edit(engine, changes);
    expect(queued).toEqual({ ...none, ...did });
    expect(standing(engine)).toEqual([status, status, status]);
  });

  test('one without a place in the new order keeps the one that it had', async () => {
    const engine = await holding();
    await dropContactFile(engine, [header, 'dan,+12062300004,America/New_York,'], 'april.csv');
    const { queued } = await edit(engine, { callOrder: 'customDescending' });
    expect(queued).toEqual({ ...none, reranked: 3, left: 1 });
  });
});

describe('what an edit did to three that wait for the morning', () => {
  const night = { start: at('2026-03-11T02:00Z') };

  test.each<[string, Changes, object, string]>([
    [
      'no quiet hours make them ready',
      { ...ordered, phoneTypes: quiet('03:00', '03:01') },
      { regated: 3 },
      'ready',
    ],
    [
      'earlier hours wake them earlier',
      { ...ordered, phoneTypes: quiet('21:00', '07:00') },
      { regated: 3 },
      'waiting',
    ],
    ['another order leaves them', { callOrder: 'customDescending' }, { left: 3 }, 'waiting'],
  ])('%s', async (_which, changes, did, status) => {
    const engine = await holding(night);
    expect(standing(engine)).toEqual(['waiting', 'waiting', 'waiting']);
    expect((await edit(engine, changes)).queued).toEqual({ ...none, ...did });
    expect(standing(engine)).toEqual([status, status, status]);
  });
});

test('a draft and one that is suspended answer too', async () => {
  const engine = await holding({ status: 'draft' });
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
      const engine = await holding();
      await engine.runEngagementOperation(id, 'Stop');
      return edit(engine, { callOrder: 'lastInFirstOut' });
    },
  ],
])('an engagement %s has nothing queued to change', async (_which, act) => {
  expect((await act()).queued).toEqual(none);
});

describe('an edit to a mode that is not dialled yet', () => {
  const put = (engine: TestEngine) => write(engine, ['predictive', id]);

  async function after(operations: readonly Operation[]): Promise<TestEngine> {
    const engine = await holding({ status: 'draft' });
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
  ])('is taken after $done, and Start or Resume refuses it', async ({ done }) => {
    const engine = await after(done);
    await put(engine);
    const { document } = await engine.documents.get('engagement', id);
    expect(document).toMatchObject({ dialMode: 'predictive' });
    for (const operation of ['Start', 'Resume'] as const) {
      await expect(engine.runEngagementOperation(id, operation)).rejects.toThrow(NotAllowed);
    }
  });
});

test('the first thousand are changed at once, and the rest within seconds', async () => {
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

describe('the next tick goes by the edit', () => {
  /** An edit in the moment for which the settings that a tick has read are kept; then Grace comes, and there is a tick. */
  async function edited(changes: Changes | null): Promise<TestEngine> {
    const engine = await holding();
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(noon, 100));
    if (changes !== null) await edit(engine, changes);
    return signInGrace(engine);
  }
  const called = (engine: TestEngine) => engine.callControl.calls.map(({ to }) => to);

  test.each<[string, Changes | null, string[]]>([
    ['as it was, the first of the order is called', null, ['+12062300001']],
    ['the order is turned around', { callOrder: 'customDescending' }, ['+12062300003']],
    ['it has become quiet', { ...ordered, phoneTypes: quiet('09:00', '15:00') }, []],
    ['it needs a skill that nobody has', { ...ordered, skills: ['Spanish'] }, []],
  ])('%s', async (_which, changes, numbers) => {
    const engine = await edited(changes);
    expect(called(engine)).toEqual(numbers);
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    expect(called(engine)).toEqual(numbers);
    expect(engine.failures).toEqual([]);
  });

  test('those put off are called when their time comes', async () => {
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
