import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startStorage, type Storage } from '../storage/storage.ts';
import { type HostProcess, killAll, type Line, startHostProcess } from './fixtures/host-process.ts';

let storage: Storage;
let folder: string;

const run = (root: string, flags: readonly string[] = [], env: Record<string, string> = {}) =>
  startHostProcess(storage, root, flags, env);

beforeAll(async () => {
  storage = await startStorage();
  folder = await mkdtemp(join(tmpdir(), 'local-host-'));
});
afterAll(async () => {
  killAll();
  await storage.stop();
  await rm(folder, { recursive: true });
});

/** Many processes start at once here, and the lock of a killed one lasts a quarter of a minute. */
const patience = { timeout: 60_000 };

describe.concurrent('a host process', patience, () => {
  test('prints its address, reads settings and shared keys from files, and drains on SIGTERM', async ({
    expect,
  }) => {
    const settings = join(folder, 'settings.json');
    const keysFile = join(folder, 'keys.json');
    await writeFile(
      settings,
      JSON.stringify({ IsEncrypted: false, Values: { GREETING: 'hello' } }),
    );
    await writeFile(keysFile, JSON.stringify({ master: 'm', system: { mcp_extension: 's' } }));
    const host = run('process', ['--settings', settings, '--keys', keysFile]);
    const { url, api, keys } = (await host.ready) as {
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
    expect(host.lines).toHaveLength(1);
  });

  test.for([
    [['--port', 'abc'], "--port must be a whole number from 0 to 65535, not 'abc'."],
    [['--prot', '1'], "Unknown option '--prot'"],
  ] as const)('with %j prints in one line what is wrong', async ([flags, why], { expect }) => {
    const host = run('process', [...flags]);
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toContain(why);
    expect(host.stderr().trim().split('\n')).toHaveLength(1);
  });

  test('survives an error that a handler throws after its response', async ({ expect }) => {
    const host = run('process');
    const { api } = await host.ready;
    await fetch(`${String(api)}/stray`);
    await expect.poll(() => host.stderr()).toContain('thrown after the answer');
    expect(await (await fetch(`${String(api)}/stray`)).text()).toBe('answered');
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
  });

  test('that cannot load a function file names the file and exits with code 1', async ({
    expect,
  }) => {
    const host = run('broken');
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toMatch(
      /Worker was unable to load entry point ".*broken\.ts": this file/,
    );
    expect(host.lines).toEqual([]);
  });
});

describe.concurrent('with two host processes', patience, () => {
  const shared = (hostId: string) => ({ AzureFunctionsWebHost__hostid: hostId });
  const of = (name: string) => (line: Line) => line['function'] === name;
  const runs = (host: HostProcess, name: string) => host.lines.filter(of(name));
  const more = async (host: HostProcess, name: string, count: number) => {
    const enough = runs(host, name).length + count;
    await host.until(() => runs(host, name).length >= enough);
  };

  test('one runs the timer, and the other takes over after a stop', async ({ expect }) => {
    const hosts = [1, 2].map(() => run('process', ['--verbose'], shared('both')));
    await Promise.all(hosts.map((host) => host.ready));
    const leader = await Promise.any(hosts.map((host) => host.until(of('beat')).then(() => host)));
    const other = hosts.find((host) => host !== leader)!;
    // Half a second in which the other host would have run as often.
    await more(leader, 'beat', 30);
    expect(runs(other, 'beat')).toEqual([]);
    leader.child.kill('SIGTERM');
    await other.until(of('beat'));
    await leader.ended;
  });

  test('the other continues after a kill: each timer once, and the blobs', async ({ expect }) => {
    const keys = join(folder, 'blob-keys.json');
    await writeFile(keys, JSON.stringify({ system: { blobs_extension: 'k' } }));
    const flags = ['--verbose', '--keys', keys];
    const killed = run('killed', flags, { ...shared('killed'), NEVER_ENDS: 'yes' });
    const { url } = await killed.ready;
    await storage.events.subscribe('reader', {
      endpoint: `${String(url)}/runtime/webhooks/blobs?functionName=Host.Functions.reader&code=k`,
      subjectBeginsWith: '/blobServices/default/containers/contacts/',
    });
    const service = BlobServiceClient.fromConnectionString(storage.connectionString);
    const { containerClient } = await service.createContainer('contacts');
    await containerClient.uploadBlockBlob('list.csv', 'x', 1);
    await killed.until(of('reader'));
    await killed.until(of('minutely'));
    const heir = run('killed', flags, shared('killed'));
    await heir.ready;
    await more(killed, 'minutely', 1);
    expect(runs(heir, 'minutely')).toEqual([]);

    killed.child.kill('SIGKILL');
    await killed.ended;
    await heir.until((line) => of('reader')(line) && line['message'] === 'ended');
    await more(heir, 'minutely', 2);
    const occurrence = (line: Line) => line['message'];
    const before = runs(killed, 'minutely').map(occurrence);
    const after = runs(heir, 'minutely').map(occurrence);
    expect(new Set(before).size).toBe(before.length);
    expect(new Set(after).size).toBe(after.length);
    // The last run before the kill may not have saved its status; Azure repeats it as well.
    expect(before.slice(0, -1).filter((one) => after.includes(one))).toEqual([]);
  });
});
