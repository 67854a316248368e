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

test.each(['spring', 'Spring.2026_a-b', '7', 'a'.repeat(64)])('%j may be chosen as an id', (id) => {
  expect(engagementIdSchema.parse(id)).toBe(id);
});

test.each(['', '.spring', '-a', 'a/b', 'a b', 'a+b', 'é', 'a'.repeat(65)])(
  '%j may not be chosen as an id',
  (id) => {
    expect(engagementIdSchema.safeParse(id).success).toBe(false);
  },
);

test('the same file in the same engagement is the same import, in another one it is another', () => {
  expect(importIdOf(digest, spring, 'abc')).toBe(importIdOf(digest, spring, 'abc'));
  const autumn = engagementIdSchema.parse('autumn');
  expect(importIdOf(digest, autumn, 'abc')).not.toBe(importIdOf(digest, spring, 'abc'));
});

test('the parts of a derived id do not run into one another', () => {
  expect(taskIdOf(digest, 'a', 'bc')).not.toBe(taskIdOf(digest, 'ab', 'c'));
  expect(contactIdOf(digest, 'a', 'bc')).not.toBe(contactIdOf(digest, 'ab', 'c'));
});

test('things of different kinds have different ids though their parts are the same', () => {
  const ids = [
    importIdOf(digest, spring, 'x'),
    taskIdOf(digest, 'spring', 'x'),
    contactIdOf(digest, 'spring', 'x'),
  ];
  expect(new Set(ids).size).toBe(3);
});

test('a delivery names its task, its attempt and its place in the order', () => {
  const id = deliveryIdOf(aTaskId(7), 2, 5);
  expect(id).toBe(`${aTaskId(7)}.2.5`);
  expect(deliveryIdSchema.safeParse(`${aTaskId(7)}.2`).success).toBe(false);
});

test('chains spread evenly over the shards', () => {
  const counts = [0, 0, 0, 0];
  for (let n = 0; n < 4000; n++) counts[shardOf(digest, `contact ${n}`, 4)]! += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('the same people have the same shard, whatever file names them', () => {
  expect(shardOf(digest, 'contact C-1', 64)).toBe(shardOf(digest, 'contact C-1', 64));
});

test('a task reference has exactly what finds a task', () => {
  const ref = { engagementId: 'spring', shard: 0, taskId: aTaskId() };
  expect(taskRefSchema.parse(ref)).toEqual(ref);
  expect(taskRefSchema.safeParse({ ...ref, extra: 1 }).success).toBe(false);
});
