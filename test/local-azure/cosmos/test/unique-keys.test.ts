import { describe, expect, test } from 'vitest';
import { codeOf, useRig } from './rig.ts';

const rig = useRig([
  { id: 'people', partitionKey: ['/pk'], uniqueKeys: [['/email'], ['/name/first', '/name/last']] },
]);
const people = () => rig().container('people');
const ada = { email: 'ada@x', name: { first: 'Ada', last: 'Lovelace' } };

describe('a unique key', () => {
  test('applies within a logical partition and not across partitions', async () => {
    await people().items.create({ id: '1', pk: 'a', ...ada });
    const other = { first: 'Eve', last: 'Lovelace' };
    const twin = { id: '2', pk: 'a', ...ada, name: other };
    expect(await codeOf(people().items.create(twin))).toBe(409);
    expect(await codeOf(people().items.upsert(twin))).toBe(409);
    expect((await people().items.create({ ...twin, pk: 'b' })).statusCode).toBe(201);
  });

  test('with several paths is one key', async () => {
    const names = (last: string) => ({ name: { first: 'Ada', last } });
    await people().items.create({ id: '1', pk: 'c', email: '1', ...names('Lovelace') });
    await people().items.create({ id: '2', pk: 'c', email: '2', ...names('Byron') });
    const third = { id: '3', pk: 'c', email: '3', ...names('Byron') };
    expect(await codeOf(people().items.create(third))).toBe(409);
  });

  test('refuses a replace and a patch that violate it, and accepts those that keep it', async () => {
    await people().items.create({ id: '1', pk: 'd', ...ada });
    const second = { id: '2', pk: 'd', email: 'eve@x', name: { first: 'Eve', last: 'X' } };
    const { item } = await people().items.create(second);
    expect(await codeOf(item.replace({ ...second, email: 'ada@x' }))).toBe(409);
    const patch = [{ op: 'set' as const, path: '/email', value: 'ada@x' }];
    expect(await codeOf(item.patch(patch))).toBe(409);
    expect((await item.replace({ ...second, age: 5 })).statusCode).toBe(200);
  });

  test('is free again after its document is deleted', async () => {
    const { item } = await people().items.create({ id: '1', pk: 'e', ...ada });
    await item.delete();
    expect((await people().items.create({ id: '2', pk: 'e', ...ada })).statusCode).toBe(201);
  });

  test('without a value counts as null, so only one document may omit it', async () => {
    await people().items.create({ id: '1', pk: 'f', name: { first: 'A', last: 'A' } });
    const second = { id: '2', pk: 'f', name: { first: 'B', last: 'B' } };
    expect(await codeOf(people().items.create(second))).toBe(409);
    expect(await codeOf(people().items.create({ ...second, email: null }))).toBe(409);
  });

  test('that a batch violates rolls back the batch', async () => {
    const create = (id: string) => ({
      operationType: 'Create' as const,
      resourceBody: { id, pk: 'g', ...ada },
    });
    const { result } = await people().items.batch([create('1'), create('2')], 'g');
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 409]);
  });
});
