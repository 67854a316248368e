import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, useRig } from './rig.ts';

const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);
const stale = { accessCondition: { type: 'IfMatch', condition: '"stale"' } };
const matching = (condition: string) => ({ accessCondition: { type: 'IfMatch', condition } });

describe('an etag', () => {
  let etag = '';
  const tasks = () => rig().container('tasks');
  const task = () => tasks().item('task', 'a');
  beforeEach(async () => {
    ({ etag } = await tasks().items.upsert({ id: 'task', pk: 'a', n: 1 }));
  });

  test('that is stale stops a replace, an upsert, a patch and a delete', async () => {
    const body = { id: 'task', pk: 'a', n: 2 };
    expect(await codeOf(task().replace(body, stale))).toBe(412);
    expect(await codeOf(tasks().items.upsert(body, stale))).toBe(412);
    const increment = [{ op: 'incr' as const, path: '/n', value: 1 }];
    expect(await codeOf(task().patch(increment, stale))).toBe(412);
    expect(await codeOf(task().delete(stale))).toBe(412);
    expect((await task().read()).resource).toMatchObject({ n: 1 });
  });

  test('that is current lets a replace through, and then is stale', async () => {
    const body = { id: 'task', pk: 'a', n: 2 };
    expect((await task().replace(body, matching(etag))).statusCode).toBe(200);
    expect(await codeOf(task().replace(body, matching(etag)))).toBe(412);
  });

  test('lets one of twenty racing writers win', async () => {
    const races = Array.from({ length: 20 }, (_, n) =>
      task()
        .replace({ id: 'task', pk: 'a', n }, matching(etag))
        .then(
          () => 'won',
          () => 'lost',
        ),
    );
    const results = await Promise.all(races);
    expect(results.filter((result) => result === 'won')).toHaveLength(1);
  });

  test('spares a reader the document that it has', async () => {
    const known = { accessCondition: { type: 'IfNoneMatch', condition: etag } };
    expect((await task().read(known)).statusCode).toBe(304);
    await tasks().items.upsert({ id: 'task', pk: 'a', n: 3 });
    expect((await task().read(known)).statusCode).toBe(200);
  });

  test('of anything stops an upsert that is meant to create', async () => {
    const fresh = { accessCondition: { type: 'IfNoneMatch', condition: '*' } };
    const { items } = tasks();
    expect(await codeOf(items.upsert({ id: 'task', pk: 'a' }, fresh))).toBe(412);
    expect((await items.upsert({ id: 'other', pk: 'fresh' }, fresh)).statusCode).toBe(201);
  });
});
