import { ConsistencyLevel, CosmosClient, type Container } from '@azure/cosmos';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { codeOf, databaseId, useRig } from './rig.ts';

// The clock advances only when a test sets `now`.
let now = Date.parse('2027-01-04T09:00:00.000Z');
const clock = { ...localClock(), now: () => now };
const lagMs = 5000;
const rig = useRig(
  [
    {
      id: 'tasks',
      partitionKey: ['/pk'],
      defaultTtl: -1,
      uniqueKeys: [['/key']],
      compositeIndexes: [
        [
          ['/status', 'ascending'],
          ['/n', 'ascending'],
        ],
      ],
    },
  ],
  { clock },
);

const clients: CosmosClient[] = [];
function aClient(consistencyLevel?: ConsistencyLevel): Container {
  const { endpoint, key } = rig().cosmos;
  const client = new CosmosClient({ endpoint, key, ...(consistencyLevel && { consistencyLevel }) });
  clients.push(client);
  return client.database(databaseId).container('tasks');
}
afterEach(() => {
  rig().cosmos.lag(null);
  for (const client of clients.splice(0)) client.dispose();
});

let partitions = 0;
let pk = '';
let writer: Container;
let reader: Container;
const document = (id: string, n: number) => ({ id, pk, n, key: id, status: 'ready' });
const seen = async (container: Container, id: string) =>
  (await container.item(id, pk).read<{ n: number }>()).resource?.n;
const listed = async (container: Container) => {
  const query = "SELECT VALUE c.n FROM c WHERE c.status = 'ready' ORDER BY c.status, c.n";
  return (await container.items.query<number>(query, { partitionKey: pk }).fetchAll()).resources;
};
const counted = async (container: Container) => {
  const query = `SELECT VALUE COUNT(1) FROM c WHERE c.pk = '${pk}'`;
  return (await container.items.query<number>(query).fetchAll()).resources[0];
};

beforeEach(async () => {
  pk = `p${++partitions}`;
  writer = aClient(ConsistencyLevel.Session);
  reader = aClient(ConsistencyLevel.Session);
  await writer.items.create(document('old', 1));
  rig().cosmos.lag(lagMs);
});

describe('a read with a lag', () => {
  test('returns new writes to their writer at once, and to others after the lag', async () => {
    await writer.items.create(document('new', 5));
    await writer.item('old', pk).replace(document('old', 2));
    expect([await seen(writer, 'old'), await seen(writer, 'new')]).toEqual([2, 5]);
    expect([await listed(writer), await counted(writer)]).toEqual([[2, 5], 2]);
    expect([await seen(reader, 'old'), await seen(reader, 'new')]).toEqual([1, undefined]);
    expect([await listed(reader), await counted(reader)]).toEqual([[1], 1]);
    now += lagMs;
    expect([await seen(reader, 'old'), await seen(reader, 'new')]).toEqual([2, 5]);
    expect([await listed(reader), await counted(reader)]).toEqual([[2, 5], 2]);
  });

  test('returns a deleted document until the lag is over', async () => {
    await writer.item('old', pk).delete();
    expect([await seen(writer, 'old'), await seen(reader, 'old')]).toEqual([undefined, 1]);
    now += lagMs;
    expect(await seen(reader, 'old')).toBeUndefined();
  });

  test('returns each write after its own lag, in order', async () => {
    await writer.item('old', pk).replace(document('old', 2));
    now += lagMs / 2;
    await writer.item('old', pk).replace(document('old', 3));
    now += lagMs / 2;
    expect(await seen(reader, 'old')).toBe(2);
    now += lagMs / 2;
    expect(await seen(reader, 'old')).toBe(3);
  });

  test('gives an old etag, so a write with it is refused', async () => {
    await writer.item('old', pk).replace(document('old', 2));
    const { etag } = await reader.item('old', pk).read();
    const accessCondition = { type: 'IfMatch', condition: etag };
    const late = reader.item('old', pk).replace(document('old', 9), { accessCondition });
    expect(await codeOf(late)).toBe(412);
  });

  test('is current for a reader with the session token of the writer', async () => {
    const { headers } = await writer.item('old', pk).replace(document('old', 2));
    const sessionToken = String(headers['x-ms-session-token']);
    const read = reader.item('old', pk).read({ sessionToken });
    expect((await read).resource).toMatchObject({ n: 2 });
  });

  // The SDK sends its session token only with consistency level Session.
  test.each([undefined, ConsistencyLevel.Eventual])(
    'with level %s hides the own writes of a client until the lag is over',
    async (level) => {
      const client = aClient(level);
      await client.item('old', pk).replace(document('old', 2));
      expect(await seen(client, 'old')).toBe(1);
      now += lagMs;
      expect(await seen(client, 'old')).toBe(2);
    },
  );

  test('returns the same documents as the container after all kinds of writes', async () => {
    const increment = [{ op: 'incr' as const, path: '/n', value: 10 }];
    const create = (id: string, n: number) => ({
      operationType: 'Create' as const,
      resourceBody: document(id, n),
    });
    await writer.items.batch([create('a', 2), create('b', 3)], pk);
    await writer.items.batch([create('c', 4), create('old', 5)], pk);
    await writer.item('a', pk).patch(increment);
    await writer.item('b', pk).delete();
    await writer.items.create(document('b', 6));
    await writer.items.create({ ...document('brief', 7), ttl: 2 });
    now += 3000;
    await writer.items.create(document('brief', 8));
    await writer.items.upsert(document('old', 9));
    expect(await listed(reader)).toEqual([1]);
    now += lagMs;
    expect(await listed(writer)).toEqual([6, 8, 9, 12]);
    expect(await listed(reader)).toEqual([6, 8, 9, 12]);
    await writer.deleteAllItemsForPartitionKey(pk);
    expect(await listed(reader)).toEqual([6, 8, 9, 12]);
    now += lagMs;
    expect(await listed(reader)).toEqual([]);
  });

  test('is current after the lag is disabled', async () => {
    await writer.item('old', pk).replace(document('old', 2));
    expect(await seen(reader, 'old')).toBe(1);
    const control = `${rig().cosmos.endpoint}_control/lag`;
    await fetch(control, { method: 'PUT', body: JSON.stringify({ ms: null }) });
    expect(await seen(reader, 'old')).toBe(2);
  });
});
