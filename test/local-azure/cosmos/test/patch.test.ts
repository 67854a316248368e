import { type PatchRequestBody } from '@azure/cosmos';
import { describe, expect, test } from 'vitest';
import { codeOf, useRig } from './rig.ts';

const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);
let made = 0;

async function aTask(content: Record<string, unknown>) {
  const id = `task-${++made}`;
  const { item } = await rig()
    .container('tasks')
    .items.create({ id, pk: 'a', ...content });
  return item;
}

async function patched(content: Record<string, unknown>, body: PatchRequestBody) {
  const item = await aTask(content);
  await item.patch(body);
  const { resource } = await item.read<Record<string, unknown>>();
  return Object.fromEntries(
    Object.entries(resource ?? {}).filter(([name]) => !/^(_.*|id|pk)$/.test(name)),
  );
}

describe('a patch', () => {
  test('adds, sets, replaces, removes and increments in order', async () => {
    const result = await patched({ n: 1, old: true, deep: { x: 1 } }, [
      { op: 'add', path: '/a', value: 'a' },
      { op: 'set', path: '/deep/y', value: 2 },
      { op: 'replace', path: '/deep/x', value: 3 },
      { op: 'remove', path: '/old' },
      { op: 'incr', path: '/n', value: 2 },
      { op: 'incr', path: '/fresh', value: 5 },
    ]);
    expect(result).toEqual({ n: 3, deep: { x: 3, y: 2 }, a: 'a', fresh: 5 });
  });

  test('changes elements of arrays', async () => {
    const result = await patched({ list: [1, 2, 3] }, [
      { op: 'add', path: '/list/1', value: 'in' },
      { op: 'add', path: '/list/-', value: 'end' },
      { op: 'set', path: '/list/0', value: 'first' },
      { op: 'remove', path: '/list/2' },
    ]);
    expect(result).toEqual({ list: ['first', 'in', 3, 'end'] });
  });

  test('moves a value', async () => {
    const operations = [{ op: 'move' as const, from: '/a/b', path: '/c', value: undefined }];
    expect(await patched({ a: { b: 7 } }, operations as never)).toEqual({ a: {}, c: 7 });
  });

  test('is applied only if its condition is true', async () => {
    const item = await aTask({ status: 'ready', n: 0 });
    const operations = [{ op: 'incr' as const, path: '/n', value: 1 }];
    await item.patch({ condition: "FROM c WHERE c.status = 'ready'", operations });
    const refused = item.patch({ condition: "FROM c WHERE c.status = 'done'", operations });
    expect(await codeOf(refused)).toBe(412);
    expect((await item.read()).resource).toMatchObject({ n: 1 });
  });

  test('with a failing operation changes nothing', async () => {
    const item = await aTask({ n: 1 });
    const refused = item.patch([
      { op: 'incr', path: '/n', value: 1 },
      { op: 'remove', path: '/absent' },
    ]);
    expect(await codeOf(refused)).toBe(400);
    expect((await item.read()).resource).toMatchObject({ n: 1 });
  });

  test.each<[string, PatchRequestBody]>([
    ['more than ten operations', Array(11).fill({ op: 'incr', path: '/n', value: 1 })],
    ['no operation', []],
    ['a change of the id', [{ op: 'set', path: '/id', value: 'x' }]],
    ['a change of the partition key', [{ op: 'set', path: '/pk', value: 'x' }]],
    ['an increment of a text', [{ op: 'incr', path: '/text', value: 1 }]],
    ['a path below a missing property', [{ op: 'set', path: '/no/where', value: 1 }]],
    ['a replace of a missing property', [{ op: 'replace', path: '/absent', value: 1 }]],
    ['an array index beyond the end', [{ op: 'add', path: '/list/9', value: 1 }]],
  ])('with %s is refused', async (_name, body) => {
    const item = await aTask({ n: 1, text: 'text', list: [] });
    expect(await codeOf(item.patch(body))).toBe(400);
  });

  test('is applied once for each of fifty concurrent increments', async () => {
    const item = await aTask({ n: 0 });
    const increments = Array.from({ length: 50 }, () =>
      item.patch([{ op: 'incr', path: '/n', value: 1 }]),
    );
    await Promise.all(increments);
    expect((await item.read()).resource).toMatchObject({ n: 50 });
  });
});
