import { type IndexingPolicy } from '@azure/cosmos';
import { describe, expect, test } from 'vitest';
import { codeOf, refusal, useRig } from './rig.ts';

const rig = useRig();
const byStatus = [
  [
    { path: '/status', order: 'ascending' as const },
    { path: '/rank', order: 'ascending' as const },
  ],
];

async function container(id: string, indexingPolicy: IndexingPolicy) {
  const { containers } = rig().client.database('engagement');
  return (await containers.create({ id, partitionKey: '/pk', indexingPolicy })).container;
}
const orderBy = async (id: string, path: string) => {
  const { items } = rig().client.database('engagement').container(id);
  const query = items.query(`SELECT * FROM c ORDER BY ${path}`, { partitionKey: 'a' });
  return (await query.fetchAll()).resources.length;
};

describe('a path outside the indexing policy', () => {
  test.each([
    ['c.note', 400],
    ['c["note"]', 400],
    ['c.note.length', 400],
    ['c.deep.kept', 200],
    ['c.deep.kept.below', 400],
    ['c.deep', 400],
    ['c.tags[0]', 400],
    ['c._etag', 400],
    ['c.id', 200],
    ['c._ts', 200],
    ['c.other', 200],
  ])('ORDER BY %s gets %i', async (path, code) => {
    const { containers } = rig().client.database('engagement');
    await containers.createIfNotExists({
      id: 'some',
      partitionKey: '/pk',
      indexingPolicy: {
        includedPaths: [{ path: '/*' }, { path: '/deep/kept/?' }],
        excludedPaths: ['/note/*', '/deep/*', '/tags/[]/?', '/"_etag"/?'].map((one) => ({
          path: one,
        })),
      },
    });
    if (code === 200) expect(await orderBy('some', path)).toBe(0);
    else {
      expect(await refusal(orderBy('some', path))).toMatchObject({ code, message: /is excluded/ });
    }
  });

  test('is every path except the included ones if the root is excluded', async () => {
    await container('few', {
      includedPaths: [{ path: '/rank/?' }],
      excludedPaths: [{ path: '/*' }],
    });
    expect(await orderBy('few', 'c.rank')).toBe(0);
    expect(await orderBy('few', 'c._ts')).toBe(0);
    expect(await codeOf(orderBy('few', 'c.status'))).toBe(400);
    expect(await codeOf(orderBy('few', 'c.pk'))).toBe(400);
  });

  test('is filtered by a scan of the partition with the same result', async () => {
    const containers = [
      await container('indexed', { compositeIndexes: byStatus }),
      await container('scanned', {
        compositeIndexes: byStatus,
        excludedPaths: [{ path: '/status/?' }],
      }),
    ];
    const answers: { found: unknown[]; charge: number; counted: number }[] = [];
    for (const { items } of containers) {
      for (let from = 0; from < 300; from += 100) {
        const operations = Array.from({ length: 100 }, (_, n) => ({
          operationType: 'Create' as const,
          resourceBody: { id: `${from + n}`, pk: 'a', status: (from + n) % 100, rank: from + n },
        }));
        await items.batch(operations, 'a');
      }
      const ask = (query: string) => items.query<unknown>(query, { partitionKey: 'a' }).fetchAll();
      const filter = 'FROM c WHERE c.status = 7';
      const found = await ask(`SELECT VALUE c.rank ${filter} ORDER BY c.status, c.rank`);
      const counted = await ask(`SELECT VALUE COUNT(1) ${filter}`);
      answers.push({
        found: [...found.resources, ...counted.resources],
        charge: found.requestCharge,
        counted: counted.requestCharge,
      });
    }
    const [indexed, scanned] = answers;
    expect(indexed?.found).toEqual([7, 107, 207, 3]);
    expect(scanned?.found).toEqual(indexed?.found);
    expect(scanned?.charge).toBeGreaterThan(3 * indexed!.charge);
    expect(scanned?.counted).toBeGreaterThan(3 * indexed!.counted);
  });
});

describe('an indexing policy', () => {
  test.each<[why: string, policy: IndexingPolicy]>([
    ['a path without ? or *', { excludedPaths: [{ path: '/note' }] }],
    [
      'no root path',
      { includedPaths: [{ path: '/rank/?' }], excludedPaths: [{ path: '/note/?' }] },
    ],
    ['the root path twice', { includedPaths: [{ path: '/*' }], excludedPaths: [{ path: '/*' }] }],
  ])('with %s is refused', async (_why, policy) => {
    expect(await codeOf(container('wrong', policy))).toBe(400);
  });
});
