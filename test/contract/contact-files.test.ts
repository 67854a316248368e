import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactFiles } from '../../shared/adapters/blob/contact-files.ts';
import { contactsFolder } from '../../shared/names.ts';
import type { ContactFiles, FileEntry } from '../../shared/ports/contact-files.ts';
import { type Storage, startStorage } from '../local-azure/storage/storage.ts';
import { memoryFiles } from '../support/memory/contact-files.ts';

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
  const service = BlobServiceClient.fromConnectionString(storage.connectionString);
  await service.createContainer(contactsFolder);
});
afterAll(() => storage.stop());

type Put = (path: string, content: string | Uint8Array) => Promise<unknown>;
const stores: [string, () => { files: ContactFiles; put: Put }][] = [
  [
    'in memory',
    () => {
      const files = memoryFiles();
      return { files, put: async (path, content) => files.put(path, content) };
    },
  ],
  [
    'in blob storage',
    () => {
      const service = BlobServiceClient.fromConnectionString(storage.connectionString);
      const container = service.getContainerClient(contactsFolder);
      return {
        files: contactFiles({ CONTACTS_STORAGE: storage.connectionString }),
        put: (path, content) => container.getBlockBlobClient(path).uploadData(Buffer.from(content)),
      };
    },
  ],
];
async function collect(entries: AsyncIterable<FileEntry>): Promise<FileEntry[]> {
  const list: FileEntry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

describe.each(stores)('contact files %s', (_name, open) => {
  test('a file that is not there has no size', async () => {
    expect(await open().files.sizeOf('spring/none.csv')).toBeUndefined();
  });

  test('the same bytes have the same digest, whatever the file is called', async () => {
    const { files, put } = open();
    await put('spring/a.csv', 'a,b\n1,2\n');
    await put('spring/b.csv', 'a,b\n1,2\n');
    await put('spring/c.csv', 'a,b\n1,3\n');
    const digest = await files.digestOf('spring/a.csv');
    expect(await files.digestOf('spring/b.csv')).toBe(digest);
    expect(await files.digestOf('spring/c.csv')).not.toBe(digest);
    expect(await files.sizeOf('spring/a.csv')).toBe(8);
  });

  test('rows come with their lines, and reading goes on behind a quote that is left open', async () => {
    const { files, put } = open();
    await put('spring/open quote.csv', 'a,b\r\n1,2\r\n"3,4\r\n5,6\r\n');
    expect(await collect(files.read('spring/open quote.csv'))).toEqual([
      { kind: 'row', row: { line: 1, cells: ['a', 'b'] } },
      { kind: 'row', row: { line: 2, cells: ['1', '2'] } },
      {
        kind: 'fault',
        fault: expect.objectContaining({ line: 3, reason: 'openQuote' }) as unknown,
      },
      { kind: 'row', row: { line: 4, cells: ['5', '6'] } },
    ]);
  });

  test('the beginning says how the file is written', async () => {
    const { files, put } = open();
    await put('spring/utf8.csv', '\uFEFFa,ä\n');
    await put('spring/utf16.csv', Buffer.from('\uFEFFa,b\n', 'utf16le'));
    await put('spring/empty.csv', '');
    expect(await files.encodingOf('spring/utf8.csv')).toBe('utf8');
    expect(await files.encodingOf('spring/utf16.csv')).toBe('utf16');
    expect(await files.encodingOf('spring/empty.csv')).toBe('utf8');
    expect(await collect(files.read('spring/empty.csv'))).toEqual([]);
  });
});
