import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogLine } from '../app/log.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { type LocalStorage, storageWithContacts } from '../fixtures/local-storage.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

let local: LocalStorage;
const hosts: Host[] = [];
const lines: LogLine[] = [];

async function startBlobHost(): Promise<Host> {
  const host = await startHost({
    functions: fixtureFiles('blobs'),
    settings: { AzureWebJobsStorage: local.storage.connectionString },
    sink: (line) => lines.push(line),
  });
  hosts.push(host);
  return host;
}

const triggers = () => seen('blob-arrived').map((entry) => entry['blobTrigger']);

beforeAll(async () => {
  local = await storageWithContacts();
  await startBlobHost();
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  await local.storage.stop();
});

describe('a blob trigger that polls', () => {
  test('receives content, placeholders, uri, properties and metadata of a new blob', async () => {
    await local.put('e1/list.csv', 'a,b');
    await local.put('e1/notes.txt', 'not for us');
    const [entry] = await seenTimes('blob-arrived', 1);
    expect(Buffer.isBuffer(entry?.['content'])).toBe(true);
    expect(String(entry?.['content'])).toBe('a,b');
    expect(entry).toMatchObject({
      blobTrigger: 'contacts/e1/list.csv',
      engagementId: 'e1',
      name: 'list',
      uri: local.contacts.getBlobClient('e1/list.csv').url,
      properties: { contentLength: 3, contentType: 'application/octet-stream' },
      metadata: { by: 'test' },
    });
  });

  test('fires once for each version of a blob', async () => {
    await local.put('e1/list.csv', 'c,d');
    const [, second] = await seenTimes('blob-arrived', 2);
    expect(String(second?.['content'])).toBe('c,d');
  });

  test('does not fire again after a restart', async () => {
    await hosts[0]?.stop();
    await startBlobHost();
    await local.put('e2/after.csv', '');
    const third = (await seenTimes('blob-arrived', 3)).at(-1);
    expect(third?.['content']).toEqual(Buffer.alloc(0));
    expect(triggers().filter((name) => name === 'contacts/e1/list.csv')).toHaveLength(2);
  });

  test('fires for blobs that existed before its first scan', async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    await local.put('e2/early.csv', 'x');
    await startBlobHost();
    const fourth = (await seenTimes('blob-arrived', 4)).at(-1);
    expect(fourth?.['blobTrigger']).toBe('contacts/e2/early.csv');
  });

  test('runs five times, then the message is on the poison queue and the version is skipped', async () => {
    plans.set('blob-arrived', ({ name }) => {
      if (name === 'bad') throw new Error('cannot be read');
    });
    await local.put('e3/bad.csv', 'x');
    const { etag } = await local.contacts.getBlobClient('e3/bad.csv').getProperties();
    await expect
      .poll(() => local.poisoned(), { timeout: 8000 })
      .toEqual([
        {
          Type: 'BlobTrigger',
          FunctionId: 'Host.Functions.blob-arrived',
          BlobType: 'BlockBlob',
          ContainerName: 'contacts',
          BlobName: 'e3/bad.csv',
          ETag: etag,
        },
      ]);
    expect(triggers().filter((name) => name === 'contacts/e3/bad.csv')).toHaveLength(5);
    expect(lines.some((line) => line.message.includes('webjobs-blobtrigger-poison'))).toBe(true);
  });

  test('runs in only one of several hosts', async () => {
    await startBlobHost();
    const names = Array.from({ length: 12 }, (_, index) => `e4/part${index}.csv`);
    await Promise.all(names.map((name) => local.put(name, 'x')));
    const before = 9;
    await seenTimes('blob-arrived', before + names.length);
    const fired = triggers().filter((name) => String(name).startsWith('contacts/e4/'));
    expect(fired.toSorted()).toEqual(names.map((name) => `contacts/${name}`).toSorted());
  });
});
