import { type SqlQuerySpec } from '@azure/cosmos';
import { beforeAll, describe, expect, test } from 'vitest';
import { codeOf, refusal, useRig } from './rig.ts';

const rig = useRig([
  {
    id: 'tasks',
    partitionKey: ['/engagementId', '/shard'],
    compositeIndexes: [
      [
        ['/status', 'ascending'],
        ['/rank', 'ascending'],
      ],
      [
        ['/rank', 'ascending'],
        ['/n', 'descending'],
      ],
    ],
  },
]);
const items = () => rig().container('tasks').items;
const all = async (query: string | SqlQuerySpec, partitionKey?: (string | number)[]) =>
  (
    await items()
      .query<unknown>(query, partitionKey ? { partitionKey } : {})
      .fetchAll()
  ).resources;
const one = ['e', 0];

beforeAll(async () => {
  for (let n = 0; n < 12; n += 1) {
    await items().create({
      id: `t${n}`,
      engagementId: n < 10 ? 'e' : 'other',
      shard: n % 2,
      status: n % 3 === 0 ? 'done' : 'ready',
      rank: `r${(n * 7) % 5}`,
      n,
      tags: n % 4 === 0 ? ['a', 'b'] : ['c'],
      ...(n === 4 ? { note: null } : n === 6 ? { note: 'Six' } : {}),
    });
  }
});

describe('a query in one partition', () => {
  test.each<[where: string, expected: number[]]>([
    ["c.status = 'done'", [0, 6]],
    ["c.status != 'done' AND c.n > 2", [4, 8]],
    ['c.n IN (2, 4, 99)', [2, 4]],
    ['c.n NOT IN (0, 2, 4)', [6, 8]],
    ['c.n BETWEEN 2 AND 6', [2, 4, 6]],
    ["c.rank >= 'r3'", [2, 4]],
    ['IS_DEFINED(c.note)', [4, 6]],
    ['NOT IS_DEFINED(c.note)', [0, 2, 8]],
    ['IS_NULL(c.note)', [4]],
    ['c.note = null', [4]],
    ["ARRAY_CONTAINS(c.tags, 'b')", [0, 4, 8]],
    ["STARTSWITH(c.note, 'S')", [6]],
    ["CONTAINS(c.note, 'IX', true)", [6]],
    ["LOWER(c.note) = 'six'", [6]],
    ['LENGTH(c.note) = 3', [6]],
    ['ARRAY_LENGTH(c.tags) = 2', [0, 4, 8]],
    ["c.status = 'done' OR c.n = 8", [0, 6, 8]],
    ["c.tags[1] = 'b' AND c['n'] < 5", [0, 4]],
    ["c.n > '1'", []],
    ["c.id = 't4'", [4]],
    ["c.id IN ('t4', 't8', 't1')", [4, 8]],
  ])('WHERE %s selects %j', async (where, expected) => {
    expect(await all(`SELECT VALUE c.n FROM c WHERE ${where}`, one)).toEqual(
      // Without ORDER BY an index may return its own order.
      expect.toSatisfy((found: number[]) => String(found.sort()) === String(expected)),
    );
  });

  test('accepts parameters, also in lists', async () => {
    const query = {
      query:
        'SELECT VALUE c.n FROM c WHERE c.status = @status AND ARRAY_CONTAINS(@ids, c.id) ORDER BY c.n',
      parameters: [
        { name: '@status', value: 'ready' },
        { name: '@ids', value: ['t0', 't2', 't4'] },
      ],
    };
    expect(await all(query, one)).toEqual([2, 4]);
  });

  test('reads its partition only, or all partitions below a prefix', async () => {
    expect(await all('SELECT VALUE c.n FROM c', one)).toEqual([0, 2, 4, 6, 8]);
    expect(await all('SELECT VALUE c.n FROM c', ['other'])).toEqual([10, 11]);
  });

  test('projects paths, aliases, objects and values', async () => {
    const where = 'FROM tasks t WHERE t.n = 6';
    expect(await all(`SELECT t.n, t.note AS words, t.absent ${where}`, one)).toEqual([
      { n: 6, words: 'Six' },
    ]);
    expect(await all(`SELECT {"n": t.n, "list": [t.note, t.absent]} AS o ${where}`, one)).toEqual([
      { o: { n: 6, list: ['Six'] } },
    ]);
    expect(await all(`SELECT VALUE {'double': t.n * 2} ${where}`, one)).toEqual([{ double: 12 }]);
    const [whole] = await all(`SELECT * ${where}`, one);
    expect(whole).toMatchObject({ id: 't6', _attachments: 'attachments/' });
  });

  test('skips a missing VALUE', async () => {
    expect(await all('SELECT VALUE c.note FROM c', one)).toEqual([null, 'Six']);
    expect(await all('SELECT TOP 1 VALUE c.note FROM c ORDER BY c.n DESC', one)).toEqual(['Six']);
  });

  test('orders by one path, with missing values first and null second', async () => {
    expect(await all('SELECT VALUE c.n FROM c ORDER BY c.n DESC', one)).toEqual([8, 6, 4, 2, 0]);
    expect(await all('SELECT VALUE c.n FROM c ORDER BY c.note', one)).toEqual([0, 2, 8, 4, 6]);
  });

  test('orders by several paths of a composite index, forwards and backwards', async () => {
    const by = (order: string) => all(`SELECT VALUE c.n FROM c ORDER BY ${order}`, one);
    expect(await by('c.status, c.rank')).toEqual([0, 6, 8, 4, 2]);
    expect(await by('c.status DESC, c.rank DESC')).toEqual([2, 4, 8, 6, 0]);
    expect(await by('c.rank, c.n DESC')).toEqual([0, 8, 6, 4, 2].sort(byRank));
  });

  test('refuses an order by several paths without a composite index', async () => {
    for (const order of ['c.rank, c.status', 'c.status, c.rank DESC', 'c.status, c.n']) {
      const query = items().query(`SELECT * FROM c ORDER BY ${order}`, { partitionKey: one });
      expect(await refusal(query.fetchAll())).toMatchObject({
        code: 400,
        message: expect.stringContaining('composite index') as string,
      });
    }
  });

  test('limits the results by TOP, and by OFFSET and LIMIT', async () => {
    expect(await all('SELECT TOP 2 VALUE c.n FROM c ORDER BY c.n', one)).toEqual([0, 2]);
    const window = {
      query: 'SELECT VALUE c.n FROM c ORDER BY c.n OFFSET @skip LIMIT 2',
      parameters: [{ name: '@skip', value: 1 }],
    };
    expect(await all(window, one)).toEqual([2, 4]);
  });

  test('computes aggregates', async () => {
    const value = (of: string) => all(`SELECT VALUE ${of} FROM c`, one);
    expect(await value('COUNT(1)')).toEqual([5]);
    expect(await value('COUNT(c.note)')).toEqual([2]);
    expect(await value('SUM(c.n)')).toEqual([20]);
    expect(await value('AVG(c.n)')).toEqual([4]);
    expect(await value('MIN(c.rank)')).toEqual(['r0']);
    expect(await value('MAX(c.n)')).toEqual([8]);
    expect(await value('SUM(c.rank)')).toEqual([]);
    const several = 'SELECT COUNT(1) AS count, MAX(c.n) AS most FROM c WHERE c.n < 5';
    expect(await all(several, one)).toEqual([{ count: 3, most: 4 }]);
  });

  test('groups documents by GROUP BY', async () => {
    const query = 'SELECT c.status, COUNT(1) AS count, SUM(c.n) AS sum FROM c GROUP BY c.status';
    expect(await all(query, one)).toEqual([
      { status: 'done', count: 2, sum: 6 },
      { status: 'ready', count: 3, sum: 14 },
    ]);
    const astray = items().query('SELECT c.n, COUNT(1) AS count FROM c GROUP BY c.status', {
      partitionKey: one,
    });
    expect(await codeOf(astray.fetchAll())).toBe(400);
  });

  test('returns each DISTINCT value once', async () => {
    expect(await all('SELECT DISTINCT VALUE c.status FROM c', one)).toEqual(['done', 'ready']);
  });
});

const byRank = (left: number, right: number) =>
  ((left * 7) % 5) - ((right * 7) % 5) || right - left;

describe('a refused query', () => {
  test.each([
    ['SELECT * FROM c WHERE', 400],
    ['SELECT * FROM c WHERE x.n = 1', 400],
    ['SELECT * FROM c ORDER BY LOWER(c.note)', 400],
    ['SELECT c.n FROM c JOIN d IN c.tags', 501],
    ['SELECT VALUE t FROM t IN c.tags', 501],
    ['SELECT * FROM c WHERE EXISTS (SELECT VALUE 1 FROM t IN c.tags)', 501],
    ['SELECT VALUE udf.double(c.n) FROM c', 501],
    ["SELECT * FROM c WHERE c.rank LIKE 'r%'", 501],
    ['SELECT VALUE ROUND(c.n) FROM c', 501],
    ["SELECT VALUE c.n ?? 'none' FROM c", 501],
  ])('%s gets %i', async (query, code) => {
    const asked = items().query(query, { partitionKey: one }).fetchAll();
    expect(await codeOf(asked)).toBe(code);
  });
});
