// A stored document that does not follow its schema is a bug. It must affect only itself: a list returns the other
// documents, and the log names the corrupt one.
import { describe, expect, test } from 'vitest';
import { createCallStore } from '../../shared/adapters/cosmos/call-store.ts';
import { toStored } from '../../shared/adapters/cosmos/configuration-documents.ts';
import { createEngagementStore } from '../../shared/adapters/cosmos/engagement-store.ts';
import { createImportsStore } from '../../shared/adapters/cosmos/imports-store.ts';
import { createRepresentativesStore } from '../../shared/adapters/cosmos/representatives-store.ts';
import { createConfigurationStore } from '../../shared/adapters/cosmos/configuration-store.ts';
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { refOf } from '../../shared/domain/task/task.ts';
import { later, SECOND } from '../../shared/domain/values/time.ts';
import { CorruptRecord } from '../../shared/errors.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import type { ConfigurationWrite } from '../../shared/ports/configuration-store.ts';
import { createCampaignCache } from '../../shared/usecases/campaign-cache/campaign-cache.ts';
import { aCall, callDeadline } from '../support/builders/call.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aDeliveryId, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { aQueue } from '../support/builders/queue.ts';
import { aRepresentative } from '../support/builders/representative.ts';
import { aTask, taskDeadline } from '../support/builders/task.ts';
import { aWorkstream } from '../support/builders/workstream.ts';
import { createFakeClock } from '../support/fakes/fake-clock.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const ids = (list: readonly { value: { id: string } }[]) => list.map(({ value }) => value.id);
const loggedRecords = (log: ReturnType<typeof createRecordingLog>) =>
  log.named('document.corrupt').map(({ fields }) => fields);

/** The task as a newer version of the engine might store it. */
const corrupt = (task: object) => ({ ...task, unheardOf: true });
const nth = (n: number) => ({ id: aTaskId(n), openKey: `contact ${n}` });

describe('tasks in Cosmos DB with some corrupt ones', () => {
  const log = createRecordingLog();
  const open = () => createTasksStore(cosmos().tasks, log);

  test('are due, ready and listed without the corrupt ones, which are logged once', async () => {
    const engagementId = fresh('engagement');
    const good = aTask({ status: 'waiting', engagementId, ...nth(1) });
    const ready = aTask({ status: 'ready', engagementId, ...nth(2), rank: '5' });
    await open().create([good, ready].map((task) => ({ task, delta: { accepted: 1 } })));
    const bad = [
      aTask({ status: 'waiting', engagementId, ...nth(3) }),
      aTask({ status: 'ready', engagementId, ...nth(4), rank: '1' }),
    ];
    for (const task of bad) await cosmos().tasks.items.create(corrupt(task));
    const store = open();
    const shard = { engagementId: good.engagementId, shard: 0 };
    expect(ids(await store.due(taskDeadline, 100, shard))).toEqual([good.id]);
    expect(ids(await store.due(taskDeadline, 100))).toContain(good.id);
    expect(ids(await store.ready(good.engagementId, 1, 100))).toEqual([ready.id]);
    const { items } = await store.listTasks(good.engagementId, null, 100);
    expect(items.map(({ id }) => id).sort()).toEqual([good.id, ready.id].sort());
    expect(loggedRecords(log)).toEqual(
      expect.arrayContaining(bad.map(({ id }) => ({ kind: 'task', id }))),
    );
    expect(loggedRecords(log)).toHaveLength(2);
    await expect(store.find(refOf(bad[0]!))).rejects.toThrow(CorruptRecord);
  });

  test('are found behind any number of corrupt ones', async () => {
    const engagementId = fresh('engagement');
    for (const n of Array(12).keys()) {
      const task = aTask({ status: 'waiting', engagementId, ...nth(n) });
      await cosmos().tasks.items.create(corrupt({ ...task, deadlineAt: noon }));
      const ready = aTask({ status: 'ready', engagementId, ...nth(20 + n), rank: '0' });
      await cosmos().tasks.items.create(corrupt(ready));
    }
    const list = [40, 41, 42].map((n) => aTask({ status: 'waiting', engagementId, ...nth(n) }));
    const ready = [50, 51, 52].map((n) =>
      aTask({ status: 'ready', engagementId, ...nth(n), rank: `1 ${n}` }),
    );
    await open().create([...list, ...ready].map((task) => ({ task, delta: {} })));
    const shard = { engagementId: list[0]!.engagementId, shard: 0 };
    expect(await open().due(taskDeadline, 2, shard)).toHaveLength(2);
    expect(ids(await open().ready(shard.engagementId, 1, 2))).toEqual([aTaskId(50), aTaskId(51)]);
  });
});

test('a corrupt call hides no other call and no line', async () => {
  const log = createRecordingLog();
  const floor = createCallStore(cosmos().floor, log);
  const pacingGroup = fresh('group');
  const call = (n: number) =>
    aCall({ status: 'ringing', id: aDeliveryId(aTaskId(n)), pacingGroup });
  await cosmos().floor.items.create({ ...call(1), status: 'levitating' });
  await floor.save({ value: call(2), etag: null });
  expect(ids(await floor.live(pacingGroup))).toEqual([call(2).id]);
  expect(ids(await floor.due(callDeadline, 10))).toEqual([call(2).id]);
  expect((await floor.lines()).filter((line) => line.pacingGroup === pacingGroup)).toHaveLength(1);
  expect(loggedRecords(log)).toEqual([{ kind: 'call', id: call(1).id }]);
});

test('a corrupt representative hides no other representative', async () => {
  const log = createRecordingLog();
  const store = createRepresentativesStore(cosmos().representatives, log);
  const grace = aRepresentative({ id: fresh('grace') });
  await store.save({ value: grace, etag: null });
  await cosmos().representatives.items.create({ ...corrupt(grace), id: fresh('odd') });
  expect(ids(await store.list())).toEqual([grace.id]);
  expect(loggedRecords(log)).toHaveLength(1);
});

test('a corrupt import hides no other import', async () => {
  const log = createRecordingLog();
  const engagementId = fresh('engagement');
  await cosmos().imports.items.create({ id: 'odd', kind: 'import', engagementId });
  const { engagementId: id } = aTask({ status: 'ready', engagementId });
  expect(await createImportsStore(cosmos().imports, log).list(id)).toEqual([]);
  expect(loggedRecords(log)).toEqual([{ kind: 'import', id: 'odd' }]);
});

test('an engagement with a corrupt document, queue or workstream does not dial, and the others do', async () => {
  const log = createRecordingLog();
  const configuration = createConfigurationStore(cosmos().configuration, log);
  const engagements = createEngagementStore(cosmos().configuration, log);
  const queue = aQueue({ id: fresh('queue') });
  const workstream = aWorkstream({ id: fresh('workstream') });
  const write = async (...writes: ConfigurationWrite[]) =>
    configuration.write(writes, (await configuration.snapshot()).revision);
  await write(
    { act: 'save', document: { kind: 'queue', id: queue.id, value: queue } },
    { act: 'save', document: { kind: 'workstream', id: workstream.id, value: workstream } },
  );
  const save = async (changes: Parameters<typeof aVoiceEngagement>[0]) => {
    const own = { id: fresh('engagement'), queueId: queue.id, workstreamId: workstream.id };
    const engagement = aVoiceEngagement({ ...own, ...changes });
    await write({
      act: 'saveEngagement',
      document: { kind: 'engagement', id: engagement.id, value: engagement },
      lifecycle: { value: { status: 'running', since: noon }, etag: null },
    });
    return engagement.id;
  };
  const plant = async (kind: ConfigurationKind, value: object = {}) => {
    const id = fresh('odd');
    await cosmos().configuration.items.create(toStored(kind, id, value));
    return id;
  };
  const [oddQueue, oddStream] = [await plant('queue'), await plant('workstream')];
  const odd = await plant('engagement');
  await cosmos().configuration.items.create(toStored('lifecycle', odd, { status: 'draft' }));
  await save({ queueId: oddQueue });
  const good = await save({});
  await save({ workstreamId: oddStream });

  let now = noon;
  const campaigns = createCampaignCache({
    configuration,
    engagements,
    clock: createFakeClock(() => now),
  });
  expect((await campaigns.campaigns()).map(({ engagement }) => engagement.id)).toEqual([good]);
  await expect(campaigns.campaign(odd)).rejects.toThrow(CorruptRecord);
  now = later(noon, 2 * SECOND);
  expect(await campaigns.campaigns()).toHaveLength(1);
  expect(loggedRecords(log)).toEqual(
    expect.arrayContaining([
      { kind: 'engagement', id: `engagement:${odd}` },
      { kind: 'queue', id: `queue:${oddQueue}` },
      { kind: 'workstream', id: `workstream:${oddStream}` },
    ]),
  );
  expect(loggedRecords(log)).toHaveLength(3);
});
