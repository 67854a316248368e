import { CosmosClient } from '@azure/cosmos';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { aRig } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'cosmos-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function launch(resources: string) {
  const main = join(import.meta.dirname, '../main.ts');
  const child = spawn(process.execPath, [main, '--data', folder, '--resources', resources], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { event, endpoint, key } = JSON.parse(line) as Record<'event' | 'endpoint' | 'key', string>;
  expect(event).toBe('ready');
  const client = new CosmosClient({ endpoint, key });
  const end = async (signal: NodeJS.Signals) => {
    client.dispose();
    const exit = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exit)[0];
  };
  return { tasks: client.database('engagement').container('tasks'), end };
}

describe('the emulator as a process', () => {
  test('keeps every answered write after kill -9, and stops cleanly on SIGTERM', async () => {
    const resources = join(folder, 'resources.json');
    const compositeIndexes = [
      [
        ['/status', 'ascending'],
        ['/rank', 'ascending'],
      ],
    ];
    const containers = [{ id: 'tasks', partitionKey: ['/pk'], compositeIndexes }];
    writeFileSync(resources, JSON.stringify({ cosmos: { database: 'engagement', containers } }));
    const first = await launch(resources);
    const operations = Array.from({ length: 100 }, (_, n) => ({
      operationType: 'Create' as const,
      resourceBody: { id: String(n), pk: 'a', status: 'ready', rank: 100 - n },
    }));
    await first.tasks.items.batch(operations, 'a');
    const { etag } = await first.tasks.items.upsert({ id: '7', pk: 'a', status: 'done', rank: 0 });
    await first.tasks.item('8', 'a').delete();
    await first.end('SIGKILL');

    const second = await launch(resources);
    expect((await second.tasks.item('7', 'a').read()).etag).toBe(etag);
    const query = "SELECT TOP 2 VALUE c.id FROM c WHERE c.status = 'ready' ORDER BY c.rank";
    const { resources: top } = await second.tasks.items
      .query(query, { partitionKey: 'a' })
      .fetchAll();
    expect(top).toEqual(['99', '98']);
    const counted = second.tasks.items.query('SELECT VALUE COUNT(1) FROM c');
    expect((await counted.fetchAll()).resources).toEqual([99]);
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

describe('a container of an existing file', () => {
  test('gets the indexes of its current definition', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'cosmos-')), 'cosmos.sqlite');
    const tasks = { id: 'tasks', partitionKey: ['/pk'] };
    const before = await aRig([tasks], { file });
    for (let n = 0; n < 5; n += 1) {
      await before.container('tasks').items.create({ id: String(n), pk: 'a', x: n % 2, y: 9 - n });
    }
    await before.stop();

    const index: [string, 'ascending'][] = [
      ['/x', 'ascending'],
      ['/y', 'ascending'],
    ];
    const after = await aRig([{ ...tasks, compositeIndexes: [index] }], { file });
    const ordered = after
      .container('tasks')
      .items.query('SELECT VALUE c.id FROM c ORDER BY c.x, c.y', { partitionKey: 'a' });
    expect((await ordered.fetchAll()).resources).toEqual(['4', '2', '0', '3', '1']);
    await after.stop();

    const rekeyed = aRig([{ ...tasks, partitionKey: ['/other'] }], { file });
    await expect(rekeyed).rejects.toThrow('partition key');
  });
});
