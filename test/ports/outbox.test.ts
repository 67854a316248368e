import { describe, expect, test } from 'vitest';
import { createOutboxStore } from '../../shared/adapters/cosmos/outbox-store.ts';
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { type Notice, noticeRefOf } from '../../shared/domain/webhooks/notice.ts';
import { later, MINUTE } from '../../shared/domain/values/time.ts';
import { refOf } from '../../shared/domain/task/task.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { Outbox } from '../../shared/ports/outbox.ts';
import type { Tasks } from '../../shared/ports/tasks.ts';
import { aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { aNotice, aTaskClosed } from '../support/builders/notice.ts';
import { aTask } from '../support/builders/task.ts';
import { memoryTasks } from '../support/fakes/memory/tasks.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
interface Stores {
  tasks: Tasks;
  outbox: Outbox;
}
const inMemory = (): Stores => {
  const tasks = memoryTasks();
  return { tasks, outbox: tasks.outbox };
};
const stores: [string, () => Stores][] = [
  ['in memory', inMemory],
  [
    'in Cosmos DB',
    () => ({
      tasks: createTasksStore(cosmos().tasks, createRecordingLog()),
      outbox: createOutboxStore(cosmos().tasks, createRecordingLog()),
    }),
  ],
];

/** Closes a new task with a notice. */
async function createNotice(
  { tasks }: Stores,
  changes: Partial<Notice> = {},
  n = 1,
): Promise<Notice> {
  const engagementId = fresh('engagement');
  const id = aTaskId(n);
  const task = aTask({ status: 'ready', id, engagementId });
  await tasks.create([{ task, delta: { accepted: 1 } }]);
  const version = await tasks.find(refOf(task));
  const next = aTask({ status: 'closed', id, engagementId });
  const notice = aNotice({ event: aTaskClosed({ id, engagementId }), ...changes });
  await tasks.commit({ task: version!, next, deliveries: [], delta: {}, notices: [notice] });
  return notice;
}

describe.each(stores)('notices %s', (_name, open) => {
  test('a notice exists with the change that it reports', async () => {
    const store = open();
    const notice = await createNotice(store);
    const found = await store.outbox.find(noticeRefOf(notice));
    expect(found?.value).toEqual(notice);
    const { engagementId, shard } = notice;
    const taskId = aTaskId();
    expect((await store.tasks.find({ engagementId, shard, taskId }))?.value.status).toBe('closed');
  });

  test('a refused change stores no notice', async () => {
    const store = open();
    const engagementId = fresh('engagement');
    const task = aTask({ status: 'ready', engagementId });
    await store.tasks.create([{ task, delta: { accepted: 1 } }]);
    const notice = aNotice({ event: aTaskClosed({ engagementId }) });
    const stale = { value: task, etag: '"0"' };
    const next = aTask({ status: 'closed', engagementId });
    const change = { task: stale, next, deliveries: [], delta: {}, notices: [notice] };
    await expect(store.tasks.commit(change)).rejects.toThrow(ConcurrencyConflict);
    expect(await store.outbox.find(noticeRefOf(notice))).toBeUndefined();
  });

  test('a notice is saved and removed only with the etag of the read version', async () => {
    const store = open();
    const ref = noticeRefOf(await createNotice(store));
    const first = (await store.outbox.find(ref))!;
    const value = { ...first.value, posts: 1 };
    const etag = await store.outbox.save({ ...first, value });
    await expect(store.outbox.save({ ...first, value })).rejects.toThrow(ConcurrencyConflict);
    await expect(store.outbox.remove(first)).rejects.toThrow(ConcurrencyConflict);
    await store.outbox.remove({ value, etag });
    expect(await store.outbox.find(ref)).toBeUndefined();
    await store.outbox.remove({ value, etag });
  });

  test('due notices start with the longest overdue, without tasks and deliveries', async () => {
    const store = open();
    const ids = async (now: typeof noon, limit: number) =>
      (await store.outbox.due(now, limit)).map(({ value }) => value.engagementId);
    const second = await createNotice(store, { postAt: later(noon, -MINUTE) });
    const first = await createNotice(store, { postAt: later(noon, -2 * MINUTE) });
    await createNotice(store, { postAt: later(noon, MINUTE) });
    const known = [first, second].map(({ engagementId }) => engagementId as string);
    const due = (await ids(noon, 100)).filter((id) => known.includes(id));
    expect(due).toEqual([first.engagementId, second.engagementId]);
    expect(await store.outbox.due(noon, 1)).toHaveLength(1);
    const tasks = await store.tasks.due(later(noon, 1000 * MINUTE), 1000);
    expect(tasks.filter(({ value }) => known.includes(value.engagementId))).toEqual([]);
  });
});
