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

  test('that is stale refuses a replace, an upsert, a patch and a delete', async () => {
    const body = { id: 'task', pk: 'a', n: 2 };
    expect(await codeOf(task().replace(body, stale))).toBe(412);
    expect(await codeOf(tasks().items.upsert(body, stale))).toBe(412);
    const increment = [{ op: 'incr' as const, path: '/n', value: 1 }];
    expect(await codeOf(task().patch(increment, stale))).toBe(412);
    expect(await codeOf(task().delete(stale))).toBe(412);
    expect((await task().read()).resource).toMatchObject({ n: 1 });
  });

  test('that is current allows a replace, and is then stale', async () => {
    const body = { id: 'task', pk: 'a', n: 2 };
    expect((await task().replace(body, matching(etag))).statusCode).toBe(200);
    expect(await codeOf(task().replace(body, matching(etag)))).toBe(412);
  });

  test('allows one of twenty concurrent writes', async () => {
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

  test('in If-None-Match of a read gets 304', async () => {
    const known = { accessCondition: { type: 'IfNoneMatch', condition: etag } };
    expect((await task().read(known)).statusCode).toBe(304);
    await tasks().items.upsert({ id: 'task', pk: 'a', n: 3 });
    expect((await task().read(known)).statusCode).toBe(200);
  });

  test('does not refuse an upsert of a missing document, which creates it', async () => {
    const { items } = tasks();
    expect((await items.upsert({ id: 'absent', pk: 'any' }, stale)).statusCode).toBe(201);
    const { result } = await items.batch(
      [
        {
          operationType: 'Upsert',
          ifMatch: '"stale"',
          resourceBody: { id: 'absent too', pk: 'any' },
        },
      ],
      'any',
    );
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([201]);
  });

  test('in If-None-Match of a write is ignored', async () => {
    const differing = { accessCondition: { type: 'IfNoneMatch', condition: '*' } };
    const body = { id: 'task', pk: 'a', n: 2 };
    expect((await tasks().items.upsert(body, differing)).statusCode).toBe(200);
    expect((await task().replace(body, differing)).statusCode).toBe(200);
    expect((await task().delete(differing)).statusCode).toBe(204);
  });
});
