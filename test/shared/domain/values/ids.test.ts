import { expect, test } from 'vitest';
import {
  contactIdOf,
  deliveryIdOf,
  deliveryIdSchema,
  engagementIdSchema,
  importIdOf,
  shardOf,
  taskIdOf,
  taskRefSchema,
} from '../../../../shared/domain/values/ids.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { digest } from '../../../support/builders/digest.ts';

const spring = engagementIdSchema.parse('spring');

test.each(['spring', 'Spring.2026_a-b', '7', 'a'.repeat(64)])('a chosen id can be %j', (id) => {
  expect(engagementIdSchema.parse(id)).toBe(id);
});

test.each(['', '.spring', '-a', 'a/b', 'a b', 'a+b', 'é', 'a'.repeat(65)])(
  'a chosen id cannot be %j',
  (id) => {
    expect(engagementIdSchema.safeParse(id).success).toBe(false);
  },
);

test('a file has one import id per engagement', () => {
  expect(importIdOf(digest, spring, 'abc')).toBe(importIdOf(digest, spring, 'abc'));
  const autumn = engagementIdSchema.parse('autumn');
  expect(importIdOf(digest, autumn, 'abc')).not.toBe(importIdOf(digest, spring, 'abc'));
});

test('a derived id differs when its parts are split differently', () => {
  expect(taskIdOf(digest, 'a', 'bc')).not.toBe(taskIdOf(digest, 'ab', 'c'));
  expect(contactIdOf(digest, 'a', 'bc')).not.toBe(contactIdOf(digest, 'ab', 'c'));
});

test('ids of different kinds differ when their parts are equal', () => {
  const ids = [
    importIdOf(digest, spring, 'x'),
    taskIdOf(digest, 'spring', 'x'),
    contactIdOf(digest, 'spring', 'x'),
  ];
  expect(new Set(ids).size).toBe(3);
});

test('a delivery id contains the task id, the attempt and the ordinal', () => {
  const id = deliveryIdOf(aTaskId(7), 2, 5);
  expect(id).toBe(`${aTaskId(7)}.2.5`);
  expect(deliveryIdSchema.safeParse(`${aTaskId(7)}.2`).success).toBe(false);
});

test('shardOf spreads chains evenly over the shards', () => {
  const counts = [0, 0, 0, 0];
  for (let n = 0; n < 4000; n++) counts[shardOf(digest, `contact ${n}`, 4)]! += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('shardOf returns one shard for the same contacts', () => {
  expect(shardOf(digest, 'contact C-1', 64)).toBe(shardOf(digest, 'contact C-1', 64));
});

test('a task reference rejects an unknown field', () => {
  const ref = { engagementId: 'spring', shard: 0, taskId: aTaskId() };
  expect(taskRefSchema.parse(ref)).toEqual(ref);
  expect(taskRefSchema.safeParse({ ...ref, extra: 1 }).success).toBe(false);
});
