import { beforeAll, describe, expect, test } from 'vitest';
import { codeOf, useRig } from './rig.ts';

const rig = useRig([
  {
    id: 'tasks',
    partitionKey: ['/pk'],
    compositeIndexes: [
      [
        ['/status', 'ascending'],
        ['/rank', 'ascending'],
      ],
      [
        ['/rank', 'ascending'],
        ['/status', 'descending'],
      ],
    ],
  },
]);
const items = () => rig().container('tasks').items;

beforeAll(async () => {
  for (const pk of ['a', 'b']) {
    const operations = Array.from({ length: 60 }, (_, n) => ({
      operationType: 'Create' as const,
      resourceBody: { id: `${pk}${n}`, pk, n, status: n % 3, rank: n % 7 },
    }));
    await items().batch(operations, pk);
  }
});

async function pages(query: string, options: Record<string, unknown>) {
  const found: unknown[] = [];
  const sizes: number[] = [];
  for (let continuationToken = ''; ;) {
    const asked: Record<string, unknown> = { maxItemCount: 7, ...options };
    if (continuationToken) asked['continuationToken'] = continuationToken;
    const page = await items().query<unknown>(query, asked).fetchNext();
    found.push(...page.resources);
    sizes.push(page.resources.length);
    if (!page.continuationToken) return { found, sizes };
    continuationToken = page.continuationToken;
  }
}

describe('paging', () => {
  test.each([
    'SELECT VALUE c.n FROM c',
    'SELECT VALUE c.n FROM c WHERE c.status = 1',
    'SELECT VALUE c.n FROM c ORDER BY c.n DESC',
    'SELECT VALUE c.n FROM c WHERE c.status IN (0, 2) ORDER BY c.rank',
    'SELECT VALUE c.n FROM c ORDER BY c.status, c.rank',
    'SELECT VALUE c.n FROM c ORDER BY c.status DESC, c.rank DESC',
    'SELECT VALUE c.n FROM c ORDER BY c.rank, c.status DESC',
    'SELECT TOP 17 VALUE c.n FROM c ORDER BY c.rank',
    'SELECT VALUE c.n FROM c ORDER BY c.rank OFFSET 10 LIMIT 25',
    'SELECT VALUE c.rank FROM c GROUP BY c.rank',
    'SELECT DISTINCT VALUE c.rank FROM c',
  ])('%s returns the same results with small pages and one page', async (query) => {
    const whole = await items().query<unknown>(query, { partitionKey: 'a' }).fetchAll();
    const { found, sizes } = await pages(query, { partitionKey: 'a' });
    expect(found).toEqual(whole.resources);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
    expect(found.length).toBeGreaterThan(6);
  });

  test('continues by value, so that a write between two pages shifts no results', async () => {
    const query = 'SELECT VALUE c.n FROM c WHERE c.n >= 50 ORDER BY c.n';
    const options = { partitionKey: 'b', maxItemCount: 4 };
    const first = await items().query<number>(query, options).fetchNext();
    await rig().container('tasks').item('b50', 'b').delete();
    await rig().container('tasks').item('b53', 'b').delete();
    const { continuationToken } = first;
    const rest = await items()
      .query<number>(query, { ...options, continuationToken })
      .fetchNext();
    expect([first.resources, rest.resources]).toEqual([
      [50, 51, 52, 53],
      [54, 55, 56, 57],
    ]);
  });

  test('continues an order over all partitions from a token of the client', async () => {
    const query = 'SELECT c.id, c.n FROM c WHERE c.n < 20 ORDER BY c.rank';
    const whole = await items().query<{ id: string }>(query).fetchAll();
    const { found } = await pages(query, { enableQueryControl: true });
    expect(found).toHaveLength(40);
    expect(new Set(found.map((item) => JSON.stringify(item)))).toEqual(
      new Set(whole.resources.map((item) => JSON.stringify(item))),
    );
  });

  test('returns at most 1000 results per page', async () => {
    for (let from = 0; from < 1100; from += 100) {
      const operations = Array.from({ length: 100 }, (_, n) => ({
        operationType: 'Create' as const,
        resourceBody: { id: String(from + n), pk: 'many' },
      }));
      await items().batch(operations, 'many');
    }
    const options = { partitionKey: 'many', maxItemCount: 5000 };
    const query = items().query('SELECT c.id FROM c', options);
    expect((await query.fetchNext()).resources).toHaveLength(1000);
    expect((await query.fetchNext()).resources).toHaveLength(100);
    expect(query.hasMoreResults()).toBe(false);
  });

  test('refuses an invalid token', async () => {
    const options = { partitionKey: 'a', continuationToken: 'forged' };
    expect(await codeOf(items().query('SELECT * FROM c', options).fetchNext())).toBe(400);
  });

  test('has a request charge that grows with the read documents', async () => {
    const charge = async (where: string) =>
      (
        await items()
          .query(`SELECT VALUE c.n FROM c WHERE ${where}`, { partitionKey: 'many' })
          .fetchAll()
      ).requestCharge;
    expect(await charge('c.status = 1')).toBeLessThan(4);
    expect(await charge('c.other = 1')).toBeGreaterThan(30);
  });
});
