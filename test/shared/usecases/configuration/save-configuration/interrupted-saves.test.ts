import { describe, expect, test } from 'vitest';
import { createEngine as useCases } from '../../../../../shared/engine.ts';
import { later, SECOND } from '../../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../../shared/errors.ts';
import type { Ports } from '../../../../../shared/ports/ports.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import { aQueue } from '../../../../support/builders/queue.ts';
import { aTaskId } from '../../../../support/builders/identity.ts';
import { at as instant } from '../../../../support/builders/instants.ts';
import { aTask } from '../../../../support/builders/task.ts';
import {
  at,
  type CrashPoint,
  crashOnce,
  Crashed,
} from '../../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { raceBefore } from '../../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../../support/builders/seeded-engine.ts';

/** An hour within the default quiet hours. */
const night = instant('2026-03-11T02:00Z');
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hours = { days: [...everyDay], from: '03:00', to: '03:01' };
const open = aVoiceEngagement({ phoneTypes: [{ type: 'mobile', quietHours: [hours] }] });
const rows = [
  'UniqueIdentifier,MobilePhoneNumber,TimeZone',
  'ada,+12062300001,America/New_York',
  'bob,+12062300002,America/New_York',
];

const statuses = (engine: TestEngine) => [
  ...new Set(engine.tasks.all().tasks.map(({ status }) => status)),
];
const pass = (engine: TestEngine, ms: number) =>
  engine.timeline.runTo(later(engine.timeline.now(), ms));
const put = ({ documents }: TestEngine) => documents.put('engagement', open, null);

const isEdit = (...args: readonly unknown[]) => JSON.stringify(args).includes('"03:01"');
const crashes: [string, CrashPoint][] = [
  ['after saving the edit', at('after', 'configuration', 'write', { where: isEdit })],
  ['before counting its tasks', at('before', 'tasks', 'countOpen')],
  ['before re-evaluating the first task', at('before', 'tasks', 'queued')],
  ['after changing the first task', at('after', 'tasks', 'commit')],
];

describe.each(crashes)('an edit that crashes %s', (_when, crash) => {
  const interrupted = async () => {
    const killed = crashOnce(crash);
    const engine = await createSeededEngine({ start: night, ...killed });
    await dropContactFile(engine, rows);
    expect(statuses(engine)).toEqual(['waiting']);
    await expect(put(engine)).rejects.toThrow(Crashed);
    expect(killed.hasCrashed()).toBe(true);
    return engine;
  };

  test('changes its tasks within seconds', async () => {
    const engine = await interrupted();
    await pass(engine, 6 * SECOND);
    expect(statuses(engine)).toEqual(['ready']);
  });

  test('changes its tasks when it is repeated, and returns its effect', async () => {
    const engine = await interrupted();
    const { queued } = await put(engine);
    expect(queued!.regated + queued!.left).toBe(2);
    expect(statuses(engine)).toEqual(['ready']);
  });
});

test('an edit that crashes before its save changes no task, although a re-evaluation is scheduled', async () => {
  const engine = await createSeededEngine({
    start: night,
    ...crashOnce(at('before', 'configuration', 'write', { where: isEdit })),
  });
  await dropContactFile(engine, rows);
  const before = engine.tasks.all();
  await expect(put(engine)).rejects.toThrow(Crashed);
  await pass(engine, 6 * SECOND);
  expect(engine.tasks.all()).toEqual(before);
  expect(engine.failures).toEqual([]);
});

test('an edit is not saved if its re-evaluation cannot be scheduled', async () => {
  const engine = await createSeededEngine({
    start: night,
    ...crashOnce(at('before', 'messageBus', 'revise')),
  });
  const before = await engine.configuration.find('engagement', open.id);
  await expect(put(engine)).rejects.toThrow(Crashed);
  expect(await engine.configuration.find('engagement', open.id)).toEqual(before);
});

test('an edit of a queue that crashes after its save moves the tasks of its engagements', async () => {
  const closed = (...args: readonly unknown[]) => JSON.stringify(args).includes('"00:01"');
  const engine = await createSeededEngine(
    crashOnce(at('after', 'configuration', 'write', { where: closed })),
  );
  await dropContactFile(engine, rows);
  const operatingHours = {
    ...aQueue().operatingHours,
    hours: [{ days: [...everyDay], from: '00:00', to: '00:01' }],
  };
  await expect(engine.documents.put('queue', aQueue({ operatingHours }), null)).rejects.toThrow(
    Crashed,
  );
  expect(statuses(engine)).toEqual(['ready']);
  await pass(engine, 6 * SECOND);
  expect(statuses(engine)).toEqual(['waiting']);
});

test('a saved edit succeeds although the store refuses to change tasks; they follow later', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await createSeededEngine({ start: night, ...race });
  await dropContactFile(engine, rows);
  race.with(() => Promise.reject(new Transient('throttled')));
  expect((await put(engine)).queued).toMatchObject({ regated: 0, left: 0, toCome: 2 });
  await pass(engine, 6 * SECOND);
  expect(statuses(engine)).toEqual(['ready']);
});

test('an edit that is saved after its scheduled re-evaluation schedules another one', async () => {
  const race = raceBefore('configuration', 'write');
  const engine = await createSeededEngine({ start: night, ...race });
  const tasks = [...Array(1001).keys()].map((n) =>
    aTask({ status: 'waiting', id: aTaskId(n + 1), openKey: `contact ${n}`, createdAt: night }),
  );
  await engine.tasks.create(tasks.map((task) => ({ task, delta: { accepted: 1 } })));
  race.with(() => pass(engine, 10 * SECOND));
  expect((await put(engine)).queued?.toCome).toBe(1);
  await pass(engine, 6 * SECOND);
  expect(statuses(engine)).toEqual(['ready']);
});

test('an instance with cached documents undoes an edit for seconds at most', async () => {
  let ports: Ports | undefined;
  const engine = await createSeededEngine({ start: night, wrap: (own) => (ports = own) });
  await dropContactFile(engine, rows);
  await signInGrace(engine);
  const other = useCases(ports!, 'https://other.example/api');
  await other.schedulePacingTicks();
  for (const shard of [0, 1, 2, 3]) {
    await other.reevaluateShard({ engagementId: open.id, shard, after: null });
  }
  await pass(engine, SECOND / 2);
  expect((await put(engine)).queued?.regated).toBe(2);
  expect(statuses(engine)).toEqual(['ready']);

  expect(await other.runPacingTick('renewals', engine.timeline.now())).toMatchObject({
    started: 0,
  });
  expect(statuses(engine)).toContain('waiting');
  await pass(engine, 6 * SECOND);
  expect(statuses(engine)).toEqual(['ready']);
});

test('a saved edit succeeds although the store cannot count its tasks', async () => {
  const race = raceBefore('tasks', 'countOpen');
  const engine = await createSeededEngine({ start: night, ...race });
  await dropContactFile(engine, rows);
  race.with(() => Promise.reject(new Transient('throttled')));
  expect((await put(engine)).queued).toMatchObject({ regated: 2, toCome: 0 });
});

test('a saved edit reports one task to come if the store can neither count nor change tasks', async () => {
  const race = raceBefore('tasks', 'countOpen');
  const refused = raceBefore('tasks', 'commit');
  const engine = await createSeededEngine({
    start: night,
    wrap: (own) => race.wrap(refused.wrap(own)),
  });
  await dropContactFile(engine, rows);
  race.with(() => Promise.reject(new Transient('throttled')));
  refused.with(() => Promise.reject(new Transient('throttled')), 2);
  expect((await put(engine)).queued).toMatchObject({ regated: 0, toCome: 1 });
  await pass(engine, 12 * SECOND);
  expect(statuses(engine)).toEqual(['ready']);
});

test('a slow edit succeeds and logs an error if the second re-evaluation cannot be scheduled', async () => {
  const slow = raceBefore('configuration', 'write');
  const bus = raceBefore('messageBus', 'revise');
  const engine = await createSeededEngine({
    start: night,
    wrap: (own) => slow.wrap(bus.wrap(own)),
  });
  await dropContactFile(engine, rows);
  slow.with(async () => {
    await pass(engine, 10 * SECOND);
    bus.with(() => Promise.reject(new Transient('busy')));
  });
  expect((await put(engine)).queued).toMatchObject({ regated: 2, toCome: 0 });
  expect(engine.log.named('engagement.notRevised')).toMatchObject([
    { level: 'error', fields: { engagementId: open.id } },
  ]);
});

test('an edit that was slow to save is refused if a referenced document was removed in between', async () => {
  const slow = raceBefore('configuration', 'write');
  const bus = raceBefore('messageBus', 'revise');
  const engine = await createSeededEngine({
    start: night,
    wrap: (own) => slow.wrap(bus.wrap(own)),
  });
  await engine.documents.put('queue', aQueue({ id: 'second' }), null);
  slow.with(async () => {
    await engine.documents.remove('queue', 'second', null);
    await pass(engine, 10 * SECOND);
    bus.with(() => Promise.reject(new Transient('busy')));
  });
  const edited = aVoiceEngagement({ queueId: 'second' });
  await expect(engine.documents.put('engagement', edited, null)).rejects.toThrow('not valid');
  const { document } = await engine.documents.get('engagement', edited.id);
  expect(document).toMatchObject({ queueId: 'renewals' });
});
