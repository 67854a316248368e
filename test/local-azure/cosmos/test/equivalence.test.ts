import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../store/key.ts';
import { compareText, compareValues } from '../sql/order.ts';
import { aRig } from './rig.ts';

// An index changes only the speed of a query. Two containers have the same documents, one with composite indexes and one
// without. They get the same random queries.
const scalar = fc.oneof(
  fc.constantFrom('a', 'b', 'é', '\u{1f600}', '\uffee', ''),
  fc.constantFrom(0, 1, -1, 2.5, 1e300, -1e-7),
  fc.constantFrom(null, true, false, [1], { x: 1 }),
);
const field = fc.option(scalar, { nil: undefined });
const document = fc.record({ x: field, y: field, z: fc.integer({ min: 0, max: 3 }) });

const literal = scalar.filter((value) => typeof value !== 'object' || value === null);
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const path = fc.constantFrom('c.x', 'c.y', 'c.z');
const text = literal.map((value) => JSON.stringify(value));
const term = fc.oneof(
  fc.tuple(path, operator, text).map((parts) => parts.join(' ')),
  fc.tuple(text, operator, path).map((parts) => parts.join(' ')),
  fc.tuple(path, text, text).map(([of, low, high]) => `${of} BETWEEN ${low} AND ${high}`),
  fc.tuple(path, text, text).map(([of, one, two]) => `${of} IN (${one}, ${two})`),
  path.map((of) => `NOT IS_DEFINED(${of})`),
);
const where = fc
  .array(fc.tuple(fc.constantFrom('AND', 'OR'), term), { maxLength: 3 })
  .map((terms) => terms.map(([join, one], at) => (at === 0 ? one : `${join} ${one}`)).join(' '));
const order = fc.constantFrom('', 'c.x', 'c.y DESC', 'c.z', 'c._ts');
const query = fc
  .record({ where, order })
  .map((parts) => [
    'SELECT VALUE c FROM c',
    parts.where === '' ? '' : ` WHERE ${parts.where}`,
    parts.order === '' ? '' : ` ORDER BY ${parts.order}`,
  ])
  .map((parts) => parts.join(''));

const index = (...paths: string[]) =>
  paths.map((one): [string, 'ascending' | 'descending'] => [
    one.replace('-', ''),
    one.startsWith('-') ? 'descending' : 'ascending',
  ]);

describe('an index', () => {
  test('sorts values like a comparison', () => {
    fc.assert(
      fc.property(field, field, (left, right) => {
        const keys = Math.sign(compareText(keyOf(left), keyOf(right)));
        expect(keys).toBe(Math.sign(compareValues(left, right)));
      }),
    );
  });

  test('never changes a result', async () => {
    const composites = [index('/x', '/y'), index('/y', '-/x'), index('/z', '/x', '/y')];
    const rig = await aRig([
      { id: 'plain', partitionKey: ['/pk'] },
      { id: 'indexed', partitionKey: ['/pk'], compositeIndexes: composites },
    ]);
    const asked = fc.asyncProperty(
      fc.array(document, { minLength: 5, maxLength: 30 }),
      fc.array(query, { minLength: 10, maxLength: 10 }),
      async (documents, queries) => {
        const answers: string[][] = [];
        for (const id of ['plain', 'indexed']) {
          const { items } = rig.container(id);
          await rig.container(id).deleteAllItemsForPartitionKey('a');
          const operations = documents.map((one, at) => ({
            operationType: 'Create' as const,
            resourceBody: { id: String(at), pk: 'a', ...one } as never,
          }));
          await items.batch(operations, 'a');
          const found = queries.map(async (asking) => {
            const answer = items.query<{ id: string }>(asking, { partitionKey: 'a' });
            const ids = (await answer.fetchAll()).resources.map((item) => item.id);
            return asking.includes('ORDER BY') ? ids.join() : ids.sort().join();
          });
          answers.push(await Promise.all(found));
        }
        expect(answers[1]).toEqual(answers[0]);
      },
    );
    await fc.assert(asked, { numRuns: 60 });
    await rig.stop();
  });
});
