import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { type LogLine } from '../app/log.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { type LocalStorage, storageWithContacts } from '../fixtures/local-storage.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

/** The ten seconds before a second delivery take a tenth of a second here. */
const clock = localClock({ speed: 100 });
const keys = { system: { blobs_extension: 'blob-key' } };
const lines: LogLine[] = [];
let local: LocalStorage;
let host: Host;
/** The number of runs before the test. */
let before = 0;

const startBlobHost = (port = 0) =>
  startHost({
    functions: fixtureFiles('blob-events'),
    settings: { AzureWebJobsStorage: local.storage.connectionString },
    sink: (line) => lines.push(line),
    clock,
    keys,
    port,
  });
const runs = () => seen('blob-announced').slice(before);
const paths = () => runs().map((run) => run['blobTrigger']);
const someRuns = async (count: number) =>
  (await seenTimes('blob-announced', before + count)).slice(before);

function endpoint(options: { code?: string; name?: string } = {}): string {
  const query = new URLSearchParams({
    functionName: options.name ?? 'Host.Functions.blob-announced',
    code: options.code ?? 'blob-key',
  });
  return `${host.url}/runtime/webhooks/blobs?${query.toString()}`;
}
const subscribe = (to = endpoint()) =>
  local.storage.events.subscribe('contacts', {
    endpoint: to,
    subjectBeginsWith: '/blobServices/default/containers/contacts/',
  });
const post = (body: unknown, headers: Record<string, string>, to = endpoint()) =>
  fetch(to, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }).then((response) => response.status);
const notification = { 'aeg-event-type': 'Notification' };
const created = (name: string) => ({
  data: { url: local.contacts.getBlobClient(name).url, eTag: '0x1', blobType: 'BlockBlob' },
});

beforeAll(async () => {
  local = await storageWithContacts(clock);
  host = await startBlobHost();
  await local.put('e0/early.csv', 'was there before the subscription');
  await subscribe();
});
beforeEach(() => {
  before = seen('blob-announced').length;
  plans.clear();
});
afterAll(async () => {
  await host.stop();
  await local.storage.stop();
});

describe('a blob trigger with Event Grid events', () => {
  test('ignores existing blobs and receives content and metadata of new ones', async () => {
    await local.put('e1/list.csv', 'a,b');
    const [run] = await someRuns(1);
    expect(String(run?.['content'])).toBe('a,b');
    expect(run).toMatchObject({
      blobTrigger: 'contacts/e1/list.csv',
      engagementId: 'e1',
      name: 'list',
      uri: local.contacts.getBlobClient('e1/list.csv').url,
      metadata: { by: 'test' },
    });
    expect(seen('blob-announced')).toHaveLength(1);
  });

  test('fires once for a block blob, after its block list is committed', async () => {
    const bytes = Buffer.alloc(3000, 'x');
    const sizes = { maxSingleShotSize: 1000, blockSize: 1000 };
    await local.contacts.getBlockBlobClient('e1/blocks.csv').uploadData(bytes, sizes);
    await local.put('e1/after.csv', '');
    const both = await someRuns(2);
    expect(both.map((run) => [run['name'], (run['content'] as Buffer).length])).toEqual([
      ['blocks', 3000],
      ['after', 0],
    ]);
  });

  test('does not fire if the event is lost', async () => {
    local.storage.events.unsubscribe('contacts');
    await local.put('e2/lost.csv', 'x');
    await subscribe();
    await local.put('e2/received.csv', 'x');
    await someRuns(1);
    expect(paths()).toEqual(['contacts/e2/received.csv']);
  });

  test('fires after the redelivery of an event that was not accepted', async () => {
    const port = Number(new URL(host.url).port);
    await host.stop();
    await local.put('e2/nobody-there.csv', 'x');
    host = await startBlobHost(port);
    await someRuns(1);
    expect(paths()).toEqual(['contacts/e2/nobody-there.csv']);
  });

  test('runs for each event of a delivery, also without placeholders for a blob outside its path', async () => {
    await local.contacts.uploadBlockBlob('elsewhere.txt', 'x', 1);
    await local.put('e3/one.csv', 'x');
    const [otherBlob] = (await someRuns(2)).filter((run) => run['engagementId'] === undefined);
    expect(otherBlob?.['blobTrigger']).toBe('contacts/elsewhere.txt');
    const events = [created('e3/one.csv'), created('e3/gone.csv'), created('elsewhere.txt')];
    expect(await post(events, notification)).toBe(202);
    await someRuns(4);
    expect(paths().slice(2).sort()).toEqual(
      ['contacts/e3/one.csv', 'contacts/elsewhere.txt'].sort(),
    );
  });

  test('runs five times, then the message is on the poison queue', async () => {
    plans.set('blob-announced', ({ name }) => {
      if (name === 'bad') throw new Error('cannot be read');
    });
    await local.put('e4/bad.csv', 'x');
    const { etag } = await local.contacts.getBlobClient('e4/bad.csv').getProperties();
    await expect
      .poll(() => local.poisoned(), { timeout: 8000 })
      .toEqual([
        {
          Type: 'BlobTrigger',
          FunctionId: 'Host.Functions.blob-announced',
          BlobType: 'BlockBlob',
          ContainerName: 'contacts',
          BlobName: 'e4/bad.csv',
          ETag: etag,
        },
      ]);
    await local.put('e4/good.csv', 'x');
    await someRuns(6);
    expect(paths().filter((path) => path === 'contacts/e4/bad.csv')).toHaveLength(5);
  });

  test('runs once per event, in either of two hosts', async () => {
    const second = await startBlobHost();
    const names = Array.from({ length: 12 }, (_, index) => `e5/part${index}.csv`);
    await Promise.all(names.map((name) => local.put(name, 'x')));
    await someRuns(names.length);
    await second.stop();
    expect(paths().toSorted()).toEqual(names.map((name) => `contacts/${name}`).toSorted());
  });
});

describe("the blob extension's webhook", () => {
  test('accepts its own key and the master key, and no other key', async () => {
    const { master, host: hostKey, functions, system } = host.keys;
    const status = (code: string) => post([], notification, endpoint({ code }));
    expect(await status('blob-key')).toBe(202);
    expect(await status(master)).toBe(202);
    for (const other of [hostKey, functions['blob-announced'], system['mcp_extension'], ''])
      expect(await status(other ?? '')).toBe(401);
  });

  test('answers 400 without an event type and 500 for an unreadable body', async () => {
    expect(await post([], {})).toBe(400);
    expect(await post('{"', notification)).toBe(500);
    expect(await post([{ data: {} }], notification)).toBe(500);
  });

  test('accepts an event for an unknown function and logs that it had no effect', async () => {
    await local.put('e6/stray.csv', 'x');
    await someRuns(1);
    const to = endpoint({ name: 'blob-announced' });
    expect(await post([created('e6/stray.csv')], notification, to)).toBe(202);
    const said = () => lines.map((line) => line.message).join('\n');
    await expect.poll(said).toContain("There is no function 'blob-announced'");
    expect(paths()).toHaveLength(1);
  });

  test('must answer the handshake; without it there is no subscription', async () => {
    await expect(subscribe(endpoint({ code: 'wrong' }))).rejects.toThrow(/it answered 401/);
    await expect(subscribe(`${host.url}/nowhere`)).rejects.toThrow(/it answered 404/);
  });
});
