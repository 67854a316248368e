import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusal, useRig } from './rig.ts';

const rig = useRig([
  {
    id: 'tasks',
    partitionKey: ['/pk'],
    compositeIndexes: [
      [
        ['/status', 'ascending'],
        ['/n', 'ascending'],
      ],
    ],
  },
  { id: 'shards', partitionKey: ['/engagementId', '/shard'] },
  {
    id: 'people',
    partitionKey: ['/id'],
    compositeIndexes: [
      [
        ['/status', 'ascending'],
        ['/rank', 'ascending'],
      ],
    ],
  },
]);
const items = () => rig().container('tasks').items;
const all = async (query: string) => (await items().query<unknown>(query).fetchAll()).resources;

beforeAll(async () => {
  for (let n = 0; n < 20; n += 1) {
    await items().create({ id: `t${n}`, pk: n % 4, n, status: n % 2 === 0 ? 'even' : 'odd' });
  }
});

describe('a query over all partitions', () => {
  test.each<[query: string, expected: unknown[]]>([
    ['SELECT VALUE c.n FROM c WHERE c.n < 3', [0, 1, 2]],
    ['SELECT VALUE c.n FROM c WHERE c.n < 3 ORDER BY c.n DESC', [2, 1, 0]],
    ['SELECT VALUE c.n FROM c WHERE c.n < 4 ORDER BY c.status DESC, c.n DESC', [3, 1, 2, 0]],
    ['SELECT TOP 2 c.n FROM c ORDER BY c.n', [{ n: 0 }, { n: 1 }]],
    ['SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 5 LIMIT 3', [5, 6, 7]],
    ['SELECT VALUE COUNT(1) FROM c', [20]],
    ["SELECT VALUE COUNT(1) FROM c WHERE c.status = 'odd'", [10]],
    ['SELECT VALUE SUM(c.n) FROM c', [190]],
    ['SELECT VALUE AVG(c.n) FROM c', [9.5]],
    ['SELECT VALUE MIN(c.n) FROM c WHERE c.n > 7', [8]],
    ['SELECT VALUE MAX(c.id) FROM c', ['t9']],
    ['SELECT DISTINCT VALUE c.pk FROM c WHERE c.pk > 0', [1, 2, 3]],
    [
      'SELECT c.status, COUNT(1) AS count, AVG(c.n) AS mean FROM c GROUP BY c.status',
      [
        { status: 'even', count: 10, mean: 9 },
        { status: 'odd', count: 10, mean: 10 },
      ],
    ],
    ['SELECT VALUE MAX(c.n) FROM c GROUP BY c.pk', [16, 17, 18, 19]],
  ])('%s returns %j', async (query, expected) => {
    expect(await all(query)).toEqual(expected);
  });

  test('that needs a merge is refused with a plan for the client', async () => {
    const answer = await rawQuery('tasks', 'SELECT TOP 3 * FROM c WHERE c.n > 1 ORDER BY c.n DESC');
    expect([answer.status, answer.headers.get('x-ms-substatus')]).toEqual([400, '1004']);
    const body = (await answer.json()) as { message: string; additionalErrorInfo: string };
    expect(JSON.parse(body.additionalErrorInfo)).toMatchObject({
      queryInfo: {
        top: 3,
        orderBy: ['Descending'],
        orderByExpressions: ['c.n'],
        rewrittenQuery: expect.stringContaining('formattableorderbyquery-filter') as string,
      },
    });
  });

  test('returns pages of the requested size', async () => {
    const sizes: number[] = [];
    const query = items().query('SELECT * FROM c ORDER BY c.n', { maxItemCount: 5 });
    for await (const { resources } of query.getAsyncIterator()) sizes.push(resources.length);
    expect(sizes).toEqual([5, 5, 5, 5]);
  });

  test('selects properties with keyword names and expressions without names', async () => {
    await rig()
      .container('people')
      .items.create({ id: 'named', order: 1, tags: [7] });
    const { items: people } = rig().container('people');
    const query = 'SELECT DISTINCT c["order"], c.tags[0], c.id AS own FROM c';
    const { resources } = await people.query(query).fetchAll();
    expect(resources).toEqual([{ order: 1, $1: 7, own: 'named' }]);
    await rig().container('people').item('named', 'named').delete();
  });

  test('cannot aggregate without VALUE', async () => {
    const asked = items().query('SELECT COUNT(1) AS count FROM c').fetchAll();
    await expect(asked).rejects.toThrow('VALUE keyword');
  });

  test('cannot use an aggregate inside an expression', async () => {
    const asked = items().query('SELECT VALUE SUM(c.n) / COUNT(1) FROM c').fetchAll();
    expect(await refusal(asked)).toMatchObject({ code: 501 });
  });
});

describe('a query over a prefix of a hierarchical key', () => {
  const shards = () => rig().container('shards').items;
  const under = async (query: string) =>
    (
      await shards()
        .query<number>(query, { partitionKey: ['e'] })
        .fetchAll()
    ).resources;

  beforeAll(async () => {
    for (let n = 0; n < 6; n += 1) {
      await shards().create({ id: `s${n}`, engagementId: n < 4 ? 'e' : 'other', shard: n % 2, n });
    }
  });

  test('is answered directly without a merge', async () => {
    expect((await under('SELECT VALUE c.n FROM c WHERE c.n != 1')).sort()).toEqual([0, 2, 3]);
  });

  test.each([
    'SELECT * FROM c ORDER BY c.n',
    'SELECT TOP 1 * FROM c',
    'SELECT VALUE COUNT(1) FROM c',
    'SELECT DISTINCT VALUE c.shard FROM c',
  ])('%s is refused with a plan, because the prefix may have several partitions', async (query) => {
    const answer = await rawQuery('shards', query, ['e']);
    expect([answer.status, answer.headers.get('x-ms-substatus')]).toEqual([400, '1004']);
    expect((await rawQuery('shards', query, ['e', 0])).status).toBe(200);
  });

  // The SDK reads the plan and then queries the physical partitions without the partition key.
  test('that needs a merge is correct only if its WHERE also contains the prefix', async () => {
    expect(await under('SELECT VALUE COUNT(1) FROM c')).toEqual([6]);
    expect(await under("SELECT VALUE COUNT(1) FROM c WHERE c.engagementId = 'e'")).toEqual([4]);
    const last = "SELECT TOP 2 VALUE c.n FROM c WHERE c.engagementId = 'e' ORDER BY c.n DESC";
    expect(await under(last)).toEqual([3, 2]);
  });
});

/** A query that no client sends: without a range and without support for a merge. */
async function rawQuery(container: string, query: string, partitionKey?: unknown[]) {
  const { endpoint, key } = rig().cosmos;
  const link = `dbs/engagement/colls/${container}`;
  const date = new Date().toUTCString();
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`post\ndocs\n${link}\n${date.toLowerCase()}\n\n`)
    .digest('base64');
  return fetch(`${endpoint}${link}/docs`, {
    method: 'POST',
    headers: {
      authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
      'x-ms-date': date,
      'x-ms-documentdb-isquery': 'true',
      'content-type': 'application/query+json',
      ...(partitionKey && { 'x-ms-documentdb-partitionkey': JSON.stringify(partitionKey) }),
    },
    body: JSON.stringify({ query, parameters: [] }),
  });
}

describe('a query over more partitions than the scan limit', () => {
  test('selects, orders and counts correctly', async () => {
    const { items: people } = rig().container('people');
    const operations = Array.from({ length: 1100 }, (_, n) => ({
      operationType: 'Create' as const,
      partitionKey: `p${n}`,
      resourceBody: { id: `p${n}`, status: n % 2, rank: 1100 - n },
    }));
    for (let from = 0; from < 1100; from += 100) {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- unlike its successor it never waits for a second
      await people.bulk(operations.slice(from, from + 100));
    }
    const ask = async (query: string) => (await people.query<unknown>(query).fetchAll()).resources;
    expect(await ask('SELECT VALUE COUNT(1) FROM c WHERE c.status = 1')).toEqual([550]);
    const first = 'SELECT TOP 2 VALUE c.id FROM c WHERE c.status = 1 ORDER BY c.status, c.rank';
    expect(await ask(first)).toEqual(['p1099', 'p1097']);
    expect(await ask("SELECT VALUE c.rank FROM c WHERE c.id = 'p1000'")).toEqual([100]);
    expect(await ask('SELECT VALUE c.id FROM c')).toHaveLength(1100);
  });
});
