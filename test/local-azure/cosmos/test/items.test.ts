import { describe, expect, test } from 'vitest';
import { codeOf, refusal, useRig } from './rig.ts';

const rig = useRig([
  { id: 'tasks', partitionKey: ['/pk'] },
  { id: 'nested', partitionKey: ['/owner/team'] },
  { id: 'shards', partitionKey: ['/engagementId', '/shard'] },
]);

describe('a document', () => {
  test('is created with the properties that the service adds', async () => {
    const created = await rig().container('tasks').items.create({ id: 'new', pk: 'a', n: 1 });
    expect(created.statusCode).toBe(201);
    expect(created.resource).toMatchObject({ id: 'new', n: 1, _attachments: 'attachments/' });
    expect(created.resource?._rid).toBeTypeOf('string');
    expect(created.resource?._ts).toBeTypeOf('number');
    expect(created.etag).toMatch(/^".+"$/);
    expect(created.etag).toBe(created.resource?._etag);
    expect(created.requestCharge).toBeGreaterThan(5);
    expect(created.headers['x-ms-session-token']).toMatch(/^0:-1#\d+$/);
  });

  test('can be created twice only in two partitions', async () => {
    const { items } = rig().container('tasks');
    await items.create({ id: 'twin', pk: 'a' });
    expect(await codeOf(items.create({ id: 'twin', pk: 'a' }))).toBe(409);
    expect((await items.create({ id: 'twin', pk: 'b' })).statusCode).toBe(201);
  });

  test('that does not exist cannot be read, replaced, patched or deleted', async () => {
    const item = rig().container('tasks').item('missing', 'a');
    expect((await item.read()).statusCode).toBe(404);
    expect(await codeOf(item.replace({ id: 'missing', pk: 'a' }))).toBe(404);
    expect(await codeOf(item.patch([{ op: 'add', path: '/n', value: 1 }]))).toBe(404);
    expect(await codeOf(item.delete())).toBe(404);
  });

  test('is created and then replaced by an upsert', async () => {
    const { items } = rig().container('tasks');
    expect((await items.upsert({ id: 'up', pk: 'a', n: 1 })).statusCode).toBe(201);
    const second = await items.upsert({ id: 'up', pk: 'a', n: 2 });
    expect(second.statusCode).toBe(200);
    expect(second.resource).toMatchObject({ n: 2 });
  });

  test('keeps its _rid and changes its etag in a replace, and does not exist after a delete', async () => {
    const container = rig().container('tasks');
    const { resource, item } = await container.items.create({ id: 'swap', pk: 'a', n: 1 });
    const replaced = await item.replace({ id: 'swap', pk: 'a', n: 2 });
    expect(replaced.resource?._rid).toBe(resource?._rid);
    expect(replaced.etag).not.toBe(resource?._etag);
    expect((await item.delete()).statusCode).toBe(204);
    expect((await item.read()).statusCode).toBe(404);
  });

  test('cannot get another id in a replace', async () => {
    const { item } = await rig().container('tasks').items.create({ id: 'fixed', pk: 'a' });
    expect(await codeOf(item.replace({ id: 'other', pk: 'a' }))).toBe(400);
  });

  test.each(['with space', 'ünïcode ☎', `'quotes" and %percent`, 'a+b&c=d'])(
    'may be called %s',
    async (id) => {
      const container = rig().container('tasks');
      await container.items.create({ id, pk: 'odd' });
      expect((await container.item(id, 'odd').read()).resource).toMatchObject({ id });
    },
  );
});

describe('a partition key', () => {
  test.each([['text'], [5], [true], [null]])('may be %j', async (pk) => {
    const container = rig().container('tasks');
    await container.items.create({ id: 'typed', pk });
    expect((await container.item('typed', pk).read()).resource).toMatchObject({ pk });
  });

  test('may be missing, which is a separate partition', async () => {
    const container = rig().container('tasks');
    await container.items.create({ id: 'unkeyed' });
    expect((await container.item('unkeyed', undefined).read()).statusCode).toBe(200);
    expect((await container.item('unkeyed', null).read()).statusCode).toBe(404);
  });

  test('may be inside an object', async () => {
    const container = rig().container('nested');
    await container.items.create({ id: 'deep', owner: { team: 'red' } });
    expect((await container.item('deep', 'red').read()).statusCode).toBe(200);
  });

  test('that differs from the value in the document is refused', async () => {
    const { items } = rig().container('tasks');
    const [result] = await items.executeBulkOperations([
      { operationType: 'Create', partitionKey: 'b', resourceBody: { id: 'lost', pk: 'a' } },
    ]);
    expect(result?.error?.code).toBe(400);
    const { item } = await items.create({ id: 'mover', pk: 'a' });
    expect(await refusal(item.replace({ id: 'mover', pk: 'b' }))).toMatchObject({
      code: 400,
      substatus: 1001,
    });
  });

  test('may have several levels', async () => {
    const container = rig().container('shards');
    await container.items.create({ id: '1', engagementId: 'e1', shard: 0 });
    await container.items.create({ id: '1', engagementId: 'e1', shard: 1 });
    await container.items.create({ id: '1', engagementId: 'e10', shard: 0 });
    expect((await container.item('1', ['e1', 1]).read()).resource).toMatchObject({ shard: 1 });
    const read = async (partitionKey: (string | number)[]) => {
      const query = container.items.query<number>('SELECT VALUE c.shard FROM c', { partitionKey });
      return (await query.fetchAll()).resources;
    };
    expect(await read(['e1', 1])).toEqual([1]);
    expect(await read(['e1'])).toEqual([0, 1]);
  });

  test('can be emptied with one request', async () => {
    const container = rig().container('tasks');
    await container.items.create({ id: '1', pk: 'bin' });
    await container.items.create({ id: '2', pk: 'bin' });
    await container.deleteAllItemsForPartitionKey('bin');
    const { resources } = await container.items.readAll({ partitionKey: 'bin' }).fetchAll();
    expect(resources).toEqual([]);
  });
});
