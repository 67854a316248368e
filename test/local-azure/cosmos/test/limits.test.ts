import { type OperationInput } from '@azure/cosmos';
import { describe, expect, test } from 'vitest';
import { codeOf, useRig } from './rig.ts';

const rig = useRig([
  { id: 'tasks', partitionKey: ['/pk'] },
  { id: 'shards', partitionKey: ['/engagementId', '/shard'] },
]);
const items = () => rig().container('tasks').items;
const megabyte = 1024 * 1024;
const creating = (id: string, text = ''): OperationInput => ({
  operationType: 'Create',
  resourceBody: { id, pk: 'a', text },
});

describe('a document', () => {
  // `é` has two bytes, so half of the characters suffice.
  test.each([
    ['x', 2 * megabyte],
    ['é', megabyte],
  ])('with more than two megabytes of %s is refused', async (character, length) => {
    const text = character.repeat(length);
    expect(await codeOf(items().create({ id: 'big', pk: 'a', text }))).toBe(413);
    const { item } = await items().upsert({ id: 'grown', pk: 'a', text: text.slice(400) });
    const more = [{ op: 'add' as const, path: '/more', value: character.repeat(400) }];
    expect(await codeOf(item.patch(more))).toBe(413);
    expect((await item.read()).statusCode).toBe(200);
  });
});

describe('a transactional batch', () => {
  test('with more than two megabytes of small documents is refused', async () => {
    const half = 'x'.repeat(megabyte);
    const both = items().batch([creating('1', half), creating('2', half)], 'a');
    // The SDK wraps the status of a refused batch.
    await expect(both).rejects.toMatchObject({ cause: { code: 413 } });
    expect((await items().batch([creating('1', half), creating('2')], 'a')).code).toBe(200);
  });

  test('with more than 100 operations is refused', async () => {
    const many = Array.from({ length: 101 }, (_, n) => creating(`n${n}`));
    await expect(items().batch(many, 'a')).rejects.toThrow('100');
  });
});

describe('the id of a new document', () => {
  // The SDK refuses some of these in a create, but none in a batch.
  test.each<[what: string, id: string, status: number]>([
    ['with a slash', 'a/b', 400],
    ['with a backslash', 'a\\b', 400],
    ['with a question mark', 'a?b', 400],
    ['with a hash', 'a#b', 400],
    ['of 1,023 bytes', 'x'.repeat(1023), 201],
    ['of 1,024 bytes', 'x'.repeat(1024), 400],
    ['of 1,022 bytes in 511 letters', 'é'.repeat(511), 201],
    ['of 1,024 bytes in 512 letters', 'é'.repeat(512), 400],
  ])('%s (%j) gets %i', async (_what, id, status) => {
    const { result } = await items().batch([creating(id)], 'a');
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([status]);
  });
});

describe('a partition key', () => {
  test('with more than two kilobytes is refused in documents and queries', async () => {
    const long = 'é'.repeat(1024);
    expect((await items().create({ id: 'long', pk: long })).statusCode).toBe(201);
    expect(await codeOf(items().create({ id: 'long', pk: `${long}x` }))).toBe(400);
    const asked = items().query('SELECT * FROM c', { partitionKey: `${long}x` });
    expect(await codeOf(asked.fetchAll())).toBe(400);
  });

  test('with several levels allows two kilobytes per level', async () => {
    const shards = rig().container('shards').items;
    const long = 'x'.repeat(2048);
    expect((await shards.create({ id: '1', engagementId: long, shard: long })).statusCode).toBe(
      201,
    );
    const longer = { id: '1', engagementId: 'e', shard: `${long}x` };
    expect(await codeOf(shards.create(longer))).toBe(400);
  });
});
