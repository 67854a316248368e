import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContactFiles } from '../../shared/adapters/blob/contact-files.ts';
import { contactsFolder } from '../../shared/resource-names.ts';
import type { ContactFile, ContactFiles, FileEntry } from '../../shared/ports/contact-files.ts';
import { type Storage, startStorage } from '../local-azure/storage/storage.ts';
import { memoryFiles } from '../support/fakes/memory/contact-files.ts';

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
        files: createContactFiles({ CONTACTS_STORAGE: storage.connectionString }),
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

const plenty = 1_000_000;
async function opened(files: ContactFiles, path: string): Promise<ContactFile> {
  const file = await files.open(path, plenty);
  if (file?.kind !== 'file') throw new Error(`${path} does not exist.`);
  return file;
}

describe.each(stores)('contact files %s', (_name, open) => {
  test('a missing file is undefined', async () => {
    expect(await open().files.open('spring/none.csv', plenty)).toBeUndefined();
  });

  test('a file over the size limit is not read, and the result has its size', async () => {
    const { files, put } = open();
    await put('spring/large.csv', 'a,b\n1,2\n');
    expect(await files.open('spring/large.csv', 7)).toEqual({ kind: 'tooLarge', size: 8 });
    expect((await files.open('spring/large.csv', 8))?.kind).toBe('file');
  });

  test('the same bytes have the same digest under every name', async () => {
    const { files, put } = open();
    await put('spring/a.csv', 'a,b\n1,2\n');
    await put('spring/b.csv', 'a,b\n1,2\n');
    await put('spring/c.csv', 'a,b\n1,3\n');
    const digestOf = async (path: string) => (await opened(files, path)).digest;
    const digest = await digestOf('spring/a.csv');
    expect(await digestOf('spring/b.csv')).toBe(digest);
    expect(await digestOf('spring/c.csv')).not.toBe(digest);
  });

  test('rows have their lines, and reading continues after an open quote', async () => {
    const { files, put } = open();
    await put('spring/open quote.csv', 'a,b\r\n1,2\r\n"3,4\r\n5,6\r\n');
    expect(await collect((await opened(files, 'spring/open quote.csv')).rows())).toEqual([
      { kind: 'row', row: { line: 1, cells: ['a', 'b'] } },
      { kind: 'row', row: { line: 2, cells: ['1', '2'] } },
      {
        kind: 'fault',
        fault: expect.objectContaining({ line: 3, reason: 'openQuote' }) as unknown,
      },
      { kind: 'row', row: { line: 4, cells: ['5', '6'] } },
    ]);
  });

  test('a file that is replaced during the read stays the same', async () => {
    const { files, put } = open();
    await put('spring/replaced.csv', 'a,b\n1,2\n');
    const file = await opened(files, 'spring/replaced.csv');
    const before = await collect(file.rows());
    await put('spring/replaced.csv', 'a,b\n3,4\n5,6\n');
    expect(await collect(file.rows())).toEqual(before);
    expect((await opened(files, 'spring/replaced.csv')).digest).not.toBe(file.digest);
  });

  test('the first bytes decide the encoding', async () => {
    const { files, put } = open();
    await put('spring/utf8.csv', '\uFEFFa,ä\n');
    await put('spring/utf16.csv', Buffer.from('\uFEFFa,b\n', 'utf16le'));
    await put('spring/empty.csv', '');
    expect((await opened(files, 'spring/utf8.csv')).encoding).toBe('utf8');
    expect((await opened(files, 'spring/utf16.csv')).encoding).toBe('utf16');
    const empty = await opened(files, 'spring/empty.csv');
    expect(empty.encoding).toBe('utf8');
    expect(await collect(empty.rows())).toEqual([]);
  });
});
