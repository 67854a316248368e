import { expect, test } from 'vitest';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import type { Task, TaskStatus } from '../../../../shared/domain/task/task.ts';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { at, noon, quietUntil } from '../../../support/builders/instants.ts';
import { aTask, taskDeadline, taskExpiry } from '../../../support/builders/task.ts';
import { at as atPort, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { storeTask } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const shard = { engagementId: aVoiceEngagement().id, shard: 0 };
const nth = (n: number) => ({ id: aTaskId(n), openKey: `contact ${n}` });
const waiting = (n: number, deadlineAt = noon) =>
  aTask({ status: 'waiting', ...nth(n), because: 'retry', deadlineAt });

/** An engine with these tasks, at noon by default. */
async function holding(
  tasks: readonly Task[],
  options: SeededEngineOptions = {},
): Promise<TestEngine> {
  const engine = await createSeededEngine(options);
  await engine.tasks.create(tasks.map((task) => ({ task, delta: { accepted: 1 } })));
  return engine;
}
const many = (n: number, from = 1) => [...Array(n).keys()].map((index) => waiting(from + index));
const count = (engine: TestEngine, wanted: TaskStatus) =>
  engine.tasks.all().tasks.filter(({ status }) => status === wanted).length;
const woken = (engine: TestEngine) =>
  engine.log.named('tasks.woken').map(({ fields }) => 'woken' in fields && fields.woken);
const wakes = (engine: TestEngine) =>
  engine.messageBus.sent.filter(({ queue }) => queue === 'reattempts').map(({ at: when }) => when);

test('a due task becomes ready, and another keeps waiting', async () => {
  const engine = await holding([waiting(1), waiting(2, later(noon, 1))]);
  await engine.wakeDueTasks(shard);
  expect(engine.tasks.all().tasks).toMatchObject([
    { id: aTaskId(1), status: 'ready', deadlineAt: taskExpiry },
    { id: aTaskId(2), status: 'waiting' },
  ]);
  expect(woken(engine)).toEqual([1]);
  expect(wakes(engine)).toEqual([]);
});

test('a message of a shard without a due task changes nothing', async () => {
  const engine = await holding([waiting(1, taskDeadline)]);
  const before = engine.tasks.all();
  await engine.wakeDueTasks(shard);
  await engine.wakeDueTasks({ ...shard, shard: 3 });
  expect(engine.tasks.all()).toEqual(before);
  expect(woken(engine)).toEqual([]);
});

test('a message does not touch other shards and engagements', async () => {
  const elsewhere = { shard: 1, id: aTaskId(1, 1) };
  const engine = await createSeededEngine();
  await storeTask(engine, aTask({ status: 'waiting', deadlineAt: noon, ...elsewhere }));
  await storeTask(engine, { ...waiting(2), engagementId: aVoiceEngagement({ id: 'other' }).id });
  await engine.wakeDueTasks(shard);
  expect(count(engine, 'waiting')).toBe(2);
});

test('a due task waits for its window if it closed while the task waited', async () => {
  const engine = await holding([waiting(1, at('2026-03-11T01:30Z'))], {
    start: at('2026-03-11T01:30Z'),
  });
  await engine.wakeDueTasks(shard);
  expect(engine.tasks.all().tasks).toMatchObject([
    { status: 'waiting', because: 'outsideWindow', deadlineAt: quietUntil },
  ]);
  expect(wakes(engine)).toEqual([quietUntil]);
  await engine.timeline.runTo(later(quietUntil, SECOND));
  expect(count(engine, 'ready')).toBe(1);
});

test('a task that expired while it waited is closed', async () => {
  const engine = await holding([
    aTask({ status: 'waiting', deadlineAt: noon, expiresAt: noon, ...nth(1) }),
  ]);
  await engine.wakeDueTasks(shard);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'expired' }]);
});

test('a message does not touch overdue tasks of other statuses', async () => {
  const engine = await createSeededEngine();
  await storeTask(engine, aTask({ status: 'ready', ...nth(1), deadlineAt: noon }));
  await storeTask(engine, aTask({ status: 'claimed', ...nth(2), deadlineAt: noon }));
  await storeTask(engine, aTask({ status: 'dialing', ...nth(3), deadlineAt: noon }));
  const before = engine.tasks.all();
  await engine.wakeDueTasks(shard);
  expect(engine.tasks.all()).toEqual(before);
});

test('a hundred expired ready tasks do not block the waiting tasks after them', async () => {
  const expired = [...Array(100).keys()].map((index) =>
    aTask({ status: 'ready', ...nth(index + 1), deadlineAt: noon, expiresAt: noon }),
  );
  const engine = await holding([...expired, ...many(5, 101)]);
  await engine.wakeDueTasks(shard);
  expect(count(engine, 'waiting')).toBe(0);
});

test('one message wakes hundreds of tasks', async () => {
  const engine = await holding(many(250));
  await engine.wakeDueTasks(shard);
  expect(count(engine, 'ready')).toBe(250);
  expect(woken(engine)).toEqual([250]);
});

test('another message continues after the limit of one message', async () => {
  const engine = await holding(many(2_050));
  await engine.wakeDueTasks(shard);
  expect(count(engine, 'ready')).toBe(2_000);
  expect(wakes(engine)).toEqual([noon]);
  await engine.timeline.runTo(later(noon, SECOND));
  expect(count(engine, 'ready')).toBe(2_050);
});

test('two concurrent copies of a message wake each task once', async () => {
  const engine = await holding(many(150));
  await Promise.all([engine.wakeDueTasks(shard), engine.wakeDueTasks(shard)]);
  expect(count(engine, 'ready')).toBe(150);
  expect(sumCounters(engine.tasks.all().tallies)).toEqual({ accepted: 150 });
});

test('after a crash between two pages, the repeated message continues with the second', async () => {
  const engine = await holding(many(150), crashOnce(atPort('before', 'tasks', 'due', { nth: 2 })));
  await engine.messageBus.wake([{ ...shard, at: noon }]);
  await engine.timeline.runTo(later(noon, SECOND));
  expect(count(engine, 'ready')).toBe(100);
  await engine.timeline.runTo(later(noon, 2 * MINUTE));
  expect(count(engine, 'ready')).toBe(150);
  expect(engine.messageBus.dead).toEqual([]);
});

test('a failing task does not stop the others, and the message is repeated for it', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await holding(many(5), race);
  race.with(() => Promise.reject(new Transient('Throttled.')));
  await engine.messageBus.wake([{ ...shard, at: noon }]);
  await engine.timeline.runTo(later(noon, SECOND));
  expect(count(engine, 'ready')).toBe(4);
  await engine.timeline.runTo(later(noon, 2 * MINUTE));
  expect(count(engine, 'ready')).toBe(5);
});

test('tasks of a suspended engagement become ready and are not dialed', async () => {
  const engine = await holding(many(3));
  await engine.runEngagementOperation(shard.engagementId, 'Suspend');
  await engine.wakeDueTasks(shard);
  expect(count(engine, 'ready')).toBe(3);
  expect(engine.callControl.calls).toEqual([]);
});
