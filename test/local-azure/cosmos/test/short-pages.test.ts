import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useRig } from './rig.ts';

const rig = useRig([
  { id: 'tasks', partitionKey: ['/pk'] },
  { id: 'big', partitionKey: ['/pk'] },
]);
const items = () => rig().container('tasks').items;

async function sizesOf(container: string, query: string, maxItemCount: number) {
  const pages = rig().container(container).items.query(query, { partitionKey: 'a', maxItemCount });
  const sizes: number[] = [];
  while (pages.hasMoreResults()) sizes.push((await pages.fetchNext()).resources.length);
  return sizes;
}

describe('a page', () => {
  test('ends before four megabytes, whatever its maximum item count is', async () => {
    const text = 'x'.repeat(900 * 1024);
    const { items: big } = rig().container('big');
    for (let n = 0; n < 9; n += 1) await big.create({ id: String(n), pk: 'a', text });
    expect(await sizesOf('big', 'SELECT * FROM c', 100)).toEqual([4, 4, 1]);
    expect(await sizesOf('big', 'SELECT DISTINCT c.id, c.text FROM c', 100)).toEqual([4, 4, 1]);
    const whole = await big.query('SELECT * FROM c ORDER BY c.id DESC').fetchAll();
    expect(whole.resources).toHaveLength(9);
  });
});

// In Azure a page may be empty although there are more results. A caller of fetchNext() must check the token.
describe('with the empty-pages switch, an empty page with a continuation', () => {
  beforeAll(async () => {
    for (const pk of ['a', 'b']) {
      const operations = Array.from({ length: 30 }, (_, n) => ({
        operationType: 'Create' as const,
        resourceBody: { id: `${pk}${n}`, pk, n, rank: n % 7 },
      }));
      await items().batch(operations, pk);
    }
    const control = `${rig().cosmos.endpoint}_control/empty-pages`;
    await fetch(control, { method: 'PUT', body: JSON.stringify({ on: true }) });
  });
  afterAll(() => rig().cosmos.emptyPages(false));

  test('is sent before every page', async () => {
    expect(await sizesOf('tasks', 'SELECT * FROM c', 20)).toEqual([0, 20, 0, 10]);
  });

  test.each([
    'SELECT VALUE c.n FROM c ORDER BY c.n DESC',
    'SELECT TOP 17 VALUE c.n FROM c ORDER BY c.rank',
    'SELECT VALUE c.n FROM c ORDER BY c.rank OFFSET 10 LIMIT 25',
    'SELECT VALUE COUNT(1) FROM c',
    'SELECT DISTINCT VALUE c.rank FROM c',
    'SELECT c.rank, COUNT(1) AS n FROM c GROUP BY c.rank',
  ])('does not change the results of %s, in one partition and in all', async (query) => {
    for (const partitionKey of ['a', undefined]) {
      const options = { maxItemCount: 7, ...(partitionKey !== undefined && { partitionKey }) };
      const ask = () =>
        items()
          .query<unknown>(query, { ...options })
          .fetchAll();
      const found = (await ask()).resources;
      rig().cosmos.emptyPages(false);
      expect(found).toEqual((await ask()).resources);
      rig().cosmos.emptyPages(true);
    }
  });
});
