import { type OperationInput } from '@azure/cosmos';
import { describe, expect, test } from 'vitest';
import { useRig } from './rig.ts';

const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);
const tasks = () => rig().container('tasks');

async function batch(operations: OperationInput[], partition: string) {
  const { code, result } = await tasks().items.batch(operations, partition);
  return { code, statuses: result?.map(({ statusCode }) => statusCode), result };
}
const idsIn = async (partitionKey: string) => {
  const { resources } = await tasks().items.readAll({ partitionKey }).fetchAll();
  return resources.map(({ id }) => id);
};

describe('a transactional batch', () => {
  test('applies all operations in order', async () => {
    await tasks().items.create({ id: 'old', pk: 'all', n: 1 });
    const { code, statuses, result } = await batch(
      [
        { operationType: 'Create', resourceBody: { id: 'new', pk: 'all', n: 1 } },
        { operationType: 'Upsert', resourceBody: { id: 'up', pk: 'all' } },
        { operationType: 'Replace', id: 'new', resourceBody: { id: 'new', pk: 'all', n: 2 } },
        {
          operationType: 'Patch',
          id: 'new',
          resourceBody: { operations: [{ op: 'incr', path: '/n', value: 1 }] },
        },
        { operationType: 'Read', id: 'new' },
        { operationType: 'Delete', id: 'old' },
      ],
      'all',
    );
    expect([code, statuses]).toEqual([200, [201, 201, 200, 200, 200, 204]]);
    expect(result?.[4]?.resourceBody).toMatchObject({ id: 'new', n: 3 });
    expect(result?.[4]?.eTag).toBe(result?.[4]?.resourceBody?.['_etag']);
    expect(await idsIn('all')).toEqual(['new', 'up']);
  });

  test('that fails changes nothing, and returns the failed operation', async () => {
    await tasks().items.create({ id: 'existing', pk: 'none' });
    const { code, statuses } = await batch(
      [
        { operationType: 'Create', resourceBody: { id: 'first', pk: 'none' } },
        { operationType: 'Create', resourceBody: { id: 'existing', pk: 'none' } },
        { operationType: 'Delete', id: 'existing' },
      ],
      'none',
    );
    expect([code, statuses]).toEqual([207, [424, 409, 424]]);
    expect(await idsIn('none')).toEqual(['existing']);
  });

  test('that fails keeps the etag of a document', async () => {
    const { etag, item } = await tasks().items.create({ id: 'kept', pk: 'etag', n: 1 });
    const { statuses } = await batch(
      [
        { operationType: 'Upsert', resourceBody: { id: 'kept', pk: 'etag', n: 2 } },
        { operationType: 'Read', id: 'absent' },
      ],
      'etag',
    );
    expect(statuses).toEqual([424, 404]);
    expect((await item.read()).etag).toBe(etag);
  });

  test('checks the etag of each operation', async () => {
    await tasks().items.create({ id: 'guarded', pk: 'guard' });
    const { statuses } = await batch(
      [
        { operationType: 'Create', resourceBody: { id: 'second', pk: 'guard' } },
        {
          operationType: 'Replace',
          id: 'guarded',
          ifMatch: '"stale"',
          resourceBody: { id: 'guarded', pk: 'guard' },
        },
      ],
      'guard',
    );
    expect(statuses).toEqual([424, 412]);
    expect(await idsIn('guard')).toEqual(['guarded']);
  });

  test('with a document of another partition is refused', async () => {
    const { statuses } = await batch(
      [{ operationType: 'Create', resourceBody: { id: 'astray', pk: 'there' } }],
      'here',
    );
    expect(statuses).toEqual([400]);
  });

  test('accepts 100 operations', async () => {
    const operations = Array.from({ length: 100 }, (_, n): OperationInput => ({
      operationType: 'Create',
      resourceBody: { id: String(n), pk: 'hundred' },
    }));
    expect((await batch(operations, 'hundred')).code).toBe(200);
    expect(await idsIn('hundred')).toHaveLength(100);
  });
});

describe('a bulk request', () => {
  const operations: OperationInput[] = [
    { operationType: 'Create', partitionKey: 'b1', resourceBody: { id: 'one', pk: 'b1' } },
    { operationType: 'Create', partitionKey: 'b1', resourceBody: { id: 'one', pk: 'b1' } },
    { operationType: 'Upsert', partitionKey: 'b2', resourceBody: { id: 'two', pk: 'b2' } },
    { operationType: 'Read', partitionKey: 'b2', id: 'two' },
    { operationType: 'Delete', partitionKey: 'b2', id: 'absent' },
  ];

  test('returns the result of each operation over many partitions', async () => {
    const results = await tasks().items.executeBulkOperations(operations);
    const codes = results.map(({ response, error }) => response?.statusCode ?? error?.code);
    expect(codes).toEqual([201, 409, 201, 200, 404]);
  });

  test('is also accepted in the older format', async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- unlike its successor it never waits for a second
    const results = await tasks().items.bulk(
      operations.map((operation) => ({ ...operation })),
      { continueOnError: true },
    );
    expect(results.map(({ statusCode }) => statusCode)).toEqual([409, 409, 200, 200, 404]);
  });
});
