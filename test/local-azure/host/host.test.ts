import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startStorage, type Storage } from '../storage/storage.ts';

interface HostProcess {
  child: ChildProcess;
  events: { event: string; [field: string]: unknown }[];
  stderr: () => string;
  until(event: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** The exit code. */
  ended: Promise<number | null>;
}

const children: ChildProcess[] = [];
let storage: Storage;
let folder: string;

let hostIds = 0;

function run(root: string, flags: string[] = [], hostId = `alone${(hostIds += 1)}`): HostProcess {
  const child = spawn(
    process.execPath,
    [
      resolve(import.meta.dirname, 'main.ts'),
      '--root',
      resolve(import.meta.dirname, root),
      ...flags,
    ],
    {
      env: {
        ...process.env,
        AzureWebJobsStorage: storage.connectionString,
        AzureFunctionsWebHost__hostid: hostId,
      },
      stdio: 'pipe',
    },
  );
  children.push(child);
  const events: HostProcess['events'] = [];
  const watchers = new Set<() => void>();
  let stderr = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as HostProcess['events'][number]);
    for (const wake of watchers) wake();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return {
    child,
    events,
    stderr: () => stderr,
    async until(event) {
      const { promise, resolve: found } = Promise.withResolvers<Record<string, unknown>>();
      const look = () => {
        const hit = events.find(event);
        if (hit) found(hit);
      };
      watchers.add(look);
      look();
      return promise.finally(() => watchers.delete(look));
    },
    ended: once(child, 'exit').then(([code]) => code as number | null),
  };
}

const ready = (host: HostProcess) => host.until((line) => line['event'] === 'ready');
const beats = (host: HostProcess) =>
  host.events.filter((line) => line['function'] === 'beat').length;

beforeAll(async () => {
  storage = await startStorage();
  folder = await mkdtemp(join(tmpdir(), 'local-host-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await storage.stop();
  await rm(folder, { recursive: true });
});

describe.concurrent('a host process', () => {
  test('says where it is, takes settings and shared keys from files, and drains on SIGTERM', async ({
    expect,
  }) => {
    const settings = join(folder, 'settings.json');
    const keysFile = join(folder, 'keys.json');
    await writeFile(
      settings,
      JSON.stringify({ IsEncrypted: false, Values: { GREETING: 'hello' } }),
    );
    await writeFile(keysFile, JSON.stringify({ master: 'm', system: { mcp_extension: 's' } }));
    const host = run('fixtures/process', ['--settings', settings, '--keys', keysFile]);
    const { url, api, keys } = (await ready(host)) as {
      url: string;
      api: string;
      keys: Record<string, unknown>;
    };
    expect(api).toBe(`${url}/api`);
    expect(keys).toMatchObject({ master: 'm', system: { mcp_extension: 's' } });

    const answer = fetch(`${api}/slow`);
    await expect.poll(() => host.stderr(), { timeout: 5000 }).toContain('slow began');
    host.child.kill('SIGTERM');
    expect(await (await answer).text()).toBe('hello');
    expect(await host.ended).toBe(0);
    expect(host.events).toHaveLength(1);
  });

  test('outlives what a handler throws after its answer', async ({ expect }) => {
    const host = run('fixtures/process');
    const { api } = await ready(host);
    await fetch(`${String(api)}/stray`);
    await expect.poll(() => host.stderr()).toContain('thrown after the answer');
    expect(await (await fetch(`${String(api)}/stray`)).text()).toBe('answered');
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
  });

  test('that cannot load a function file names it and ends with code 1', async ({ expect }) => {
    const host = run('fixtures/broken');
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toMatch(
      /Worker was unable to load entry point ".*broken\.ts": this file/,
    );
    expect(host.events).toEqual([]);
  });
});

test.concurrent(
  'of two hosts one runs the timers, and the other takes over when it stops',
  async ({ expect }) => {
    const hosts = [1, 2].map(() => run('fixtures/process', ['--verbose'], 'both'));
    await Promise.all(hosts.map(ready));
    const leader = await Promise.any(
      hosts.map((host) => host.until((line) => line['function'] === 'beat').then(() => host)),
    );
    const other = hosts.find((host) => host !== leader)!;
    expect(beats(other)).toBe(0);
    leader.child.kill('SIGTERM');
    await other.until((line) => line['function'] === 'beat');
    await leader.ended;
  },
);
