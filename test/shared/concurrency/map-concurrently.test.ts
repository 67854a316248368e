import { expect, test } from 'vitest';
import { mapConcurrently } from '../../../shared/concurrency/map-concurrently.ts';

/** Work that ends on request. */
function held() {
  const open = new Map<number, { end: (answer: string) => void; fail: (error: Error) => void }>();
  const act = (n: number) =>
    new Promise<string>((end, fail) => {
      open.set(n, { end, fail });
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { open, act, turn };
}

test('no more than so many are under way, and the answers come in the order of the items', async () => {
  const { open, act, turn } = held();
  const all = mapConcurrently(2, [0, 1, 2], act);
  expect([...open.keys()]).toEqual([0, 1]);
  open.get(1)!.end('b');
  await turn();
  expect([...open.keys()]).toEqual([0, 1, 2]);
  open.get(2)!.end('c');
  open.get(0)!.end('a');
  expect(await all).toEqual(['a', 'b', 'c']);
});

test('after an error no new act starts, and running acts are awaited', async () => {
  const { open, act, turn } = held();
  let over = false;
  const all = mapConcurrently(2, [0, 1, 2, 3], act).finally(() => (over = true));
  all.catch(() => undefined);
  open.get(0)!.fail(new Error('refused'));
  await turn();
  expect([[...open.keys()], over]).toEqual([[0, 1], false]);
  open.get(1)!.end('b');
  await expect(all).rejects.toThrow('refused');
});

test('of nothing it makes nothing', async () => {
  expect(await mapConcurrently(2, [], () => Promise.reject(new Error('started')))).toEqual([]);
});
