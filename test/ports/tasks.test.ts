import { describe, expect, test } from 'vitest';
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { dispositionCodeIdSchema } from '../../shared/domain/values/ids.ts';
import { sumCounters } from '../../shared/domain/report/counters.ts';
import { complete, noFacts, type OpenDelivery } from '../../shared/domain/task/delivery.ts';
import { deliverySchema } from '../../shared/domain/task/delivery.ts';
import { refOf, type Task } from '../../shared/domain/task/task.ts';
import { later } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict, NotAllowed, InvalidInput } from '../../shared/errors.ts';
import type { Tasks } from '../../shared/ports/tasks.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { aChainMember, aTask, taskDeadline } from '../support/builders/task.ts';
import { memoryTasks } from '../support/fakes/memory/tasks.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Tasks][] = [
  ['in memory', memoryTasks],
  ['in Cosmos DB', () => createTasksStore(cosmos().tasks, createRecordingLog())],
];

const accepted = (task: Task) => ({ task, delta: { accepted: 1 } });
const ids = (list: readonly { value: { id: string } }[]) => list.map(({ value }) => value.id);
const ready = (engagementId: string, n: number, changes: { rank?: string; shard?: number } = {}) =>
  aTask({ status: 'ready', id: aTaskId(n), openKey: `contact ${n}`, engagementId, ...changes });

function anOpenDelivery(task: Task): OpenDelivery {
  const delivery = deliverySchema.parse({
    id: aDeliveryId(task.id),
    kind: 'delivery',
    schemaVersion: 1,
    engagementId: task.engagementId,
    shard: task.shard,
    openKey: aDeliveryId(task.id),
    taskId: task.id,
    contactId: 'contact-1',
    channel: 'voice',
    attempt: 1,
    ordinal: 1,
    to: aNumber(1),
    from: aNumber(2),
    phoneType: 'mobile',
    representativeId: 'grace',
    startedAt: noon,
    status: 'InProcess',
  });
  if (delivery.status !== 'InProcess')
    throw new Error('The delivery is complete; an open one was expected.');
  return delivery;
}

async function stored(tasks: Tasks, task: Task) {
  await tasks.create([accepted(task)]);
  const found = await tasks.find(refOf(task));
  if (found === undefined) throw new Error('The task was not stored.');
  return found;
}

describe.each(stores)('tasks %s', (_name, open) => {
  test('new tasks are stored with their counters, in any number', async () => {
    const tasks = open();
    const engagement = fresh('engagement');
    const list = [...Array(230).keys()].map((n) => ready(engagement, n));
    const outcome = await tasks.create(list.map(accepted));
    expect(outcome.created).toEqual(list.map(({ id }) => id));
    const [first] = list;
    expect((await tasks.find(refOf(first!)))?.value).toEqual(first);
    expect(sumCounters(await tasks.tallies(first!.engagementId))).toEqual({ accepted: 230 });
  });

  test('of two new tasks with one id or one key, the first is stored', async () => {
    const tasks = open();
    const first = ready(fresh('engagement'), 1);
    const twin = { ...ready(first.engagementId, 2), openKey: first.openKey };
    const outcome = await tasks.create([first, twin, first].map(accepted));
    expect(outcome).toEqual({ created: [first.id], existing: [first.id], pending: [twin.id] });
    expect(sumCounters(await tasks.tallies(first.engagementId))).toEqual({ accepted: 1 });
  });

  test('an existing task stays unchanged, and a task with the key of another open task is not stored', async () => {
    const tasks = open();
    const engagement = fresh('engagement');
    const first = ready(engagement, 1);
    const version = await stored(tasks, first);
    const twin = { ...ready(engagement, 2), openKey: first.openKey };
    const third = ready(engagement, 3);
    const changed = { ...first, rank: 'changed' };
    const outcome = await tasks.create([changed, twin, third].map(accepted));
    expect(outcome).toEqual({ created: [third.id], existing: [first.id], pending: [twin.id] });
    expect(await tasks.find(refOf(first))).toEqual(version);
    expect(await tasks.find(refOf(twin))).toBeUndefined();
    expect(sumCounters(await tasks.tallies(first.engagementId))).toEqual({ accepted: 2 });
  });

  test('a closed task has released its key', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const first = ready(engagementId, 1);
    const next = aTask({ status: 'closed', id: first.id, engagementId });
    await tasks.commit({ task: await stored(tasks, first), next, deliveries: [], delta: {} });
    const again = { ...ready(engagementId, 2), openKey: first.openKey };
    expect((await tasks.create([accepted(again)])).created).toEqual([again.id]);
  });

  test('a change writes the task, its delivery and the counters together', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const task = await stored(tasks, ready(engagementId, 1));
    const delivery = anOpenDelivery(task.value);
    const next = aTask({ status: 'dialing', id: task.value.id, engagementId });
    await tasks.commit({ task, next, deliveries: [delivery], delta: { 'voice.started': 1 } });
    const dialing = await tasks.find(refOf(next));
    expect(dialing?.value).toEqual(next);
    expect(await tasks.findDelivery(refOf(next), delivery.id)).toEqual(delivery);

    const done = complete(delivery, 'LiveAnswer', noFacts, later(noon, 1000));
    const closed = aTask({ status: 'closed', id: task.value.id, engagementId });
    const delta = { 'voice.LiveAnswer': 1, 'closed.reached': 1 };
    await tasks.commit({ task: dialing!, next: closed, deliveries: [done], delta });
    expect(await tasks.findDelivery(refOf(next), delivery.id)).toEqual(done);
    expect(sumCounters(await tasks.tallies(next.engagementId))).toEqual({
      accepted: 1,
      'voice.started': 1,
      ...delta,
    });
  });

  test('a complete delivery stores a changed disposition without a second count', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const task = await stored(tasks, ready(engagementId, 1));
    const delivery = anOpenDelivery(task.value);
    const wrapUp = aTask({ status: 'wrapUp', id: task.value.id, engagementId });
    await tasks.commit({ task, next: wrapUp, deliveries: [delivery], delta: {} });
    const done = complete(delivery, 'LiveAnswer', noFacts, later(noon, 1000));
    for (const codes of [[], ['wrong-person'], ['no-calls', 'wrong-person'], []]) {
      const dispositionCodes = codes.map((code) => dispositionCodeIdSchema.parse(code));
      const version = (await tasks.find(refOf(wrapUp)))!;
      const deliveries = [{ ...done, dispositionCodes }];
      const next = { ...wrapUp, dispositionCodes };
      await tasks.commit({ task: version, next, deliveries, delta: {} });
      expect(await tasks.findDelivery(refOf(wrapUp), delivery.id)).toEqual(deliveries[0]);
    }
    expect(sumCounters(await tasks.tallies(wrapUp.engagementId))).toEqual({ accepted: 1 });
  });

  test('a change of an old version is a ConcurrencyConflict and writes nothing', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const task = await stored(tasks, ready(engagementId, 1));
    const next = { ...task.value, attempt: 2 };
    await tasks.commit({ task, next, deliveries: [], delta: { moved: 1 } });
    const delivery = anOpenDelivery(task.value);
    const late = { task, next: task.value, deliveries: [delivery], delta: { moved: 1 } };
    await expect(tasks.commit(late)).rejects.toThrow(ConcurrencyConflict);
    const unsaved = { ...late, task: { ...task, etag: null } };
    await expect(tasks.commit(unsaved)).rejects.toThrow(NotAllowed);
    expect(await tasks.findDelivery(refOf(next), delivery.id)).toBeUndefined();
    expect((await tasks.find(refOf(next)))?.value).toEqual(next);
    expect(sumCounters(await tasks.tallies(next.engagementId))).toEqual({ accepted: 1, moved: 1 });
  });

  test('opening a delivery again is a ConcurrencyConflict and keeps the task', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const task = await stored(tasks, ready(engagementId, 1));
    const delivery = anOpenDelivery(task.value);
    const change = { task, next: task.value, deliveries: [delivery], delta: {} };
    await tasks.commit(change);
    const again = await tasks.find(refOf(task.value));
    await expect(tasks.commit({ ...change, task: again! })).rejects.toThrow(ConcurrencyConflict);
    expect(await tasks.find(refOf(task.value))).toEqual(again);
  });

  test('ready tasks come in rank order from all shards, up to the limit', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const ranks = ['1 d', '1 a', '0 z', '1 c', '1 b'];
    for (const [n, rank] of ranks.entries()) {
      await stored(tasks, ready(engagementId, n, { rank, shard: n % 3 }));
    }
    await stored(tasks, aTask({ status: 'waiting', id: aTaskId(9), openKey: 'w', engagementId }));
    const { engagementId: id } = ready(engagementId, 1);
    const ranked = async (limit: number, after?: string) =>
      (await tasks.ready(id, 4, limit, after)).map(
        ({ value }) => value.status === 'ready' && value.rank,
      );
    expect(await ranked(3)).toEqual(['0 z', '1 a', '1 b']);
    expect(await ranked(2, '1 a')).toEqual(['1 b', '1 c']);
    expect(await ranked(2, '1 c')).toEqual(['1 d']);
    expect(await tasks.ready(id, 4, 100)).toHaveLength(5);
  });

  test('new tasks of any size are stored, even if a hundred exceed one request', async () => {
    const tasks = open();
    const engagement = fresh('engagement');
    const inputAttributes = { Notes: '京都 '.repeat(3_000) };
    const list = [...Array(120).keys()].map((n) => {
      return { ...ready(engagement, n), chain: [aChainMember({ inputAttributes })] };
    });
    const outcome = await tasks.create(list.map(accepted));
    expect(outcome.created).toEqual(list.map(({ id }) => id));
    expect((await tasks.find(refOf(list[119]!)))?.value).toEqual(list[119]);
  });

  test('counters are those of every shard that ever existed', async () => {
    const tasks = open();
    const engagement = fresh('engagement');
    for (const [n, shard] of [0, 3, 17, 63].entries()) {
      await stored(tasks, ready(engagement, n, { shard }));
    }
    const { engagementId } = ready(engagement, 0);
    const found = await tasks.tallies(engagementId);
    expect(found.map(({ shard }) => shard).sort((a, b) => a - b)).toEqual([0, 3, 17, 63]);
    expect(await tasks.tallies(ready(fresh('engagement'), 0).engagementId)).toEqual([]);
  });

  test('due tasks of one shard are its waiting ones, the longest overdue first', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const overdue = (n: number, ms: number, status: 'waiting' | 'ready') =>
      aTask({
        status,
        engagementId,
        id: aTaskId(n),
        openKey: `contact ${n}`,
        deadlineAt: later(taskDeadline, -ms),
      });
    const list = [
      overdue(31, 10, 'waiting'),
      overdue(32, 30, 'waiting'),
      overdue(33, 20, 'waiting'),
      ...[...Array(10).keys()].map((n) => overdue(40 + n, 60_000 + n, 'ready')),
    ];
    for (const task of list) await stored(tasks, task);
    const shard = { engagementId: list[0]!.engagementId, shard: 0 };
    expect(ids(await tasks.due(taskDeadline, 2, shard))).toEqual([aTaskId(32), aTaskId(33)]);
    const all = ids(await tasks.due(taskDeadline, 1_000));
    const own = all.filter((id) => list.some((task) => task.id === id));
    expect(own[0]).toBe(aTaskId(49));
    expect(own.slice(-3)).toEqual([aTaskId(32), aTaskId(33), aTaskId(31)]);
  });

  test.each(['nonsense', '%%%', Buffer.from('{"shard":0,"token":"forged"}').toString('base64url')])(
    'the continuation %s is refused, and the error names it',
    async (continuation) => {
      const tasks = open();
      const task = ready(fresh('engagement'), 1);
      await stored(tasks, task);
      for (const list of ['listTasks', 'listDeliveries'] as const) {
        const error: unknown = await tasks[list](task.engagementId, continuation, 10).catch(
          (caught: unknown) => caught,
        );
        expect(error).toBeInstanceOf(InvalidInput);
        expect(error).toMatchObject({ issues: [{ path: 'continuation' }] });
      }
    },
  );

  test('due tasks are open tasks with a passed deadline, of one shard or of all engagements', async () => {
    const tasks = open();
    const [one, other] = [fresh('engagement'), fresh('engagement')];
    const waiting = aTask({ status: 'waiting', id: aTaskId(21), openKey: 'a', engagementId: one });
    const elsewhere = aTask({
      status: 'claimed',
      id: aTaskId(22),
      openKey: 'b',
      engagementId: other,
    });
    const closed = aTask({ status: 'closed', id: aTaskId(23), engagementId: one });
    for (const task of [waiting, elsewhere, closed]) await stored(tasks, task);
    const shard = { engagementId: waiting.engagementId, shard: 0 };
    expect(ids(await tasks.due(taskDeadline, 100, shard))).toEqual([waiting.id]);
    expect(await tasks.due(later(taskDeadline, -1), 100, shard)).toEqual([]);
    expect(ids(await tasks.due(taskDeadline, 100))).toEqual(
      expect.arrayContaining([waiting.id, elsewhere.id]),
    );
    expect(await tasks.due(taskDeadline, 1)).toHaveLength(1);
  });

  test('open tasks are counted by status over all shards', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    await stored(tasks, ready(engagementId, 1));
    await stored(tasks, ready(engagementId, 2, { shard: 1 }));
    await stored(tasks, aTask({ status: 'texting', id: aTaskId(3), openKey: 't', engagementId }));
    await stored(tasks, aTask({ status: 'closed', id: aTaskId(4), engagementId }));
    await stored(tasks, aTask({ status: 'wrapUp', id: aTaskId(5), openKey: 'w', engagementId }));
    expect(await tasks.countOpen(ready(engagementId, 1).engagementId, 4)).toEqual({
      waiting: 0,
      ready: 2,
      claimed: 0,
      dialing: 0,
      connected: 0,
      wrapUp: 1,
      texting: 1,
    });
  });

  test('pages contain every task and every delivery once', async () => {
    const tasks = open();
    const engagementId = fresh('engagement');
    const list = [...Array(25).keys()].map((n) => ready(engagementId, n, { shard: n % 3 }));
    for (const task of list) {
      const version = await stored(tasks, task);
      const deliveries = [anOpenDelivery(task)];
      await tasks.commit({ task: version, next: task, deliveries, delta: {} });
    }
    const id = list[0]!.engagementId;
    const everyTask = await walk((at) => tasks.listTasks(id, at, 4));
    const everyDelivery = await walk((at) => tasks.listDeliveries(id, at, 7));
    expect(everyTask.map((task) => task.id).sort()).toEqual(list.map((task) => task.id).sort());
    expect(everyDelivery.map(({ taskId }) => taskId).sort()).toEqual(
      list.map((task) => task.id).sort(),
    );
    const unusedEngagement = ready(fresh('engagement'), 1).engagementId;
    expect(await tasks.listTasks(unusedEngagement, null, 4)).toEqual({
      items: [],
      continuation: null,
    });
  });
});

async function walk<T>(
  page: (at: string | null) => Promise<{ items: readonly T[]; continuation: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let at: string | null = null;
  do {
    const { items, continuation } = await page(at);
    all.push(...items);
    at = continuation;
  } while (at !== null);
  return all;
}
