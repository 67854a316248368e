import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { BlobServiceClient } from '@azure/storage-blob';
import { expect, onTestFinished, test, vi } from 'vitest';

// Each start is a process of its own; some tests start several in sequence.
vi.setConfig({ testTimeout: 60_000 });
const main = join(import.meta.dirname, '../main.ts');

function launch(...flags: string[]) {
  const child = spawn(process.execPath, [main, ...flags], { stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit') as Promise<[number | null]>;
  // Read from the beginning: unread output is lost with the process.
  const complaint = text(child.stderr);
  return {
    child,
    async service() {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const { connectionString } = JSON.parse(line) as { connectionString: string };
      return BlobServiceClient.fromConnectionString(connectionString);
    },
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      return (await exit)[0];
    },
    ended: async () => ({ code: (await exit)[0], said: await complaint }),
  };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('every acknowledged write survives kill -9, with its etag, metadata and lease', async () => {
  const data = aFolder();
  const first = launch('--data', data);
  const contacts = (await first.service()).getContainerClient('contacts');
  await contacts.create();
  const kept = contacts.getBlockBlobClient('e-1/contacts.csv');
  const removed = contacts.getBlockBlobClient('e-1/removed.csv');
  await removed.upload('gone', 4);
  const many = Array.from({ length: 50 }, async (_, n) => {
    await contacts.getBlockBlobClient(`many/${n}`).upload(`content ${n}`, `content ${n}`.length);
  });
  await Promise.all(many);
  await kept.upload('a,b', 3, { metadata: { by: 'test' } });
  await removed.delete();
  const lease = kept.getBlobLeaseClient();
  await lease.acquireLease(60);
  const { etag } = await kept.getProperties();
  await first.end('SIGKILL');

  const again = launch('--data', data);
  const found = (await again.service()).getContainerClient('contacts');
  const blob = found.getBlockBlobClient('e-1/contacts.csv');
  expect(await blob.getProperties()).toMatchObject({
    etag,
    metadata: { by: 'test' },
    leaseState: 'leased',
  });
  expect((await blob.downloadToBuffer()).toString()).toBe('a,b');
  expect(await found.getBlockBlobClient('e-1/removed.csv').exists()).toBe(false);
  const contents: string[] = [];
  for await (const { name } of found.listBlobsFlat({ prefix: 'many/' })) {
    contents.push((await found.getBlobClient(name).downloadToBuffer()).toString());
  }
  expect(contents.sort()).toEqual(Array.from({ length: 50 }, (_, n) => `content ${n}`).sort());
  expect(await again.end('SIGTERM')).toBe(0);
});

test('without a data folder nothing survives the process', async () => {
  const first = launch();
  await (await first.service()).getContainerClient('contacts').create();
  await first.end('SIGKILL');
  const again = launch();
  expect(await (await again.service()).getContainerClient('contacts').exists()).toBe(false);
});

test('the process ends when its parent is gone', async () => {
  const storage = launch();
  await storage.service();
  storage.child.stdin.end();
  expect((await storage.ended()).code).toBe(0);
});

test.each([
  [['--port', 'abc'], "--port must be a whole number from 0 to 65535, not 'abc'."],
  [['--port', '70000'], "--port must be a whole number from 0 to 65535, not '70000'."],
  [['--data', '/dev/null/x'], 'The storage could not start: ENOTDIR'],
])('%o is refused in one line', async (flags, why) => {
  const { code, said } = await launch(...flags).ended();
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toEqual([expect.stringContaining(why)]);
});
