import { buffer, text } from 'node:stream/consumers';
import { type BlockBlobClient } from '@azure/storage-blob';
import { describe, expect, test } from 'vitest';
import { refusal, useStorageAccount } from './storage-account.ts';

const account = useStorageAccount();

const put = (blob: BlockBlobClient, content: string, options = {}) =>
  blob.upload(content, Buffer.byteLength(content), options);
async function read(blob: BlockBlobClient, offset?: number, count?: number): Promise<string> {
  const { readableStreamBody } = await blob.download(offset, count);
  return text(readableStreamBody!);
}

describe('conditional requests', () => {
  test('If-None-Match * creates a blob once', async () => {
    const blob = (await account.container()).getBlockBlobClient('once');
    const once = { conditions: { ifNoneMatch: '*' } };
    await put(blob, 'first', once);
    expect(await refusal(put(blob, 'second', once))).toEqual({
      status: 409,
      code: 'BlobAlreadyExists',
    });
    expect(await read(blob)).toBe('first');
  });

  test('one of many concurrent creates succeeds', async () => {
    const blob = (await account.container()).getBlockBlobClient('race');
    const once = { conditions: { ifNoneMatch: '*' } };
    const tried = Array.from({ length: 20 }, (_, n) => put(blob, String(n), once));
    const done = (await Promise.allSettled(tried)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
  });

  test('every write has a new etag, and a write with an old etag is refused', async () => {
    const blob = (await account.container()).getBlockBlobClient('versions');
    const { etag: first } = await put(blob, 'one');
    const { etag: second } = await put(blob, 'two');
    expect(second).not.toBe(first);
    expect((await blob.getProperties()).etag).toBe(second);
    const stale = { conditions: { ifMatch: first! } };
    expect(await refusal(put(blob, 'three', stale))).toEqual({
      status: 412,
      code: 'ConditionNotMet',
    });
    await put(blob, 'three', { conditions: { ifMatch: second! } });
    expect(await read(blob)).toBe('three');
  });

  test('a metadata update changes the etag', async () => {
    const blob = (await account.container()).getBlockBlobClient('metadata');
    const { etag } = await put(blob, 'one');
    const { etag: changed } = await blob.setMetadata({ importid: 'i-1' });
    expect(changed).not.toBe(etag);
    expect((await blob.getProperties()).metadata).toEqual({ importid: 'i-1' });
  });

  test('a read with If-Match returns that version or fails', async () => {
    const blob = (await account.container()).getBlockBlobClient('read');
    const { etag } = await put(blob, 'one');
    await put(blob, 'two');
    const asked = blob.download(0, undefined, { conditions: { ifMatch: etag! } });
    expect((await refusal(asked)).status).toBe(412);
  });
});

describe('a listing', () => {
  test('contains only blobs with the prefix, ordered by name', async () => {
    const container = await account.container();
    for (const name of ['b/2.csv', 'a/1.csv', 'b/10.csv', 'ba.csv', 'b/1.csv']) {
      await put(container.getBlockBlobClient(name), name);
    }
    const names: string[] = [];
    for await (const { name } of container.listBlobsFlat({ prefix: 'b/' })) names.push(name);
    expect(names).toEqual(['b/1.csv', 'b/10.csv', 'b/2.csv']);
  });

  test('continues after a page and has the etag and size of each blob', async () => {
    const container = await account.container();
    const written = new Map<string, string | undefined>();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const { etag } = await put(container.getBlockBlobClient(name), 'four');
      written.set(name, etag?.replaceAll('"', ''));
    }
    const pages: string[][] = [];
    const listed = new Map<string, string>();
    for await (const { segment } of container.listBlobsFlat().byPage({ maxPageSize: 2 })) {
      pages.push(segment.blobItems.map(({ name }) => name));
      for (const { name, properties } of segment.blobItems) {
        listed.set(name, properties.etag.replaceAll('"', ''));
        expect(properties.contentLength).toBe(4);
      }
    }
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(listed).toEqual(written);
  });

  test('by hierarchy contains each folder once', async () => {
    const container = await account.container();
    for (const name of ['x/1', 'x/2', 'y/1', 'z']) {
      await put(container.getBlockBlobClient(name), name);
    }
    const found: string[] = [];
    for await (const item of container.listBlobsByHierarchy('/')) {
      found.push(`${item.kind} ${item.name}`);
    }
    expect(found.sort()).toEqual(['blob z', 'prefix x/', 'prefix y/']);
  });
});

describe('missing resources', () => {
  test('a missing blob or container is a 404 with its own code', async () => {
    const container = await account.container();
    const blob = container.getBlockBlobClient('nothing');
    expect(await refusal(blob.download())).toEqual({ status: 404, code: 'BlobNotFound' });
    expect((await refusal(blob.getProperties())).status).toBe(404);
    expect(await refusal(blob.delete())).toEqual({ status: 404, code: 'BlobNotFound' });
    expect(await blob.exists()).toBe(false);
    await container.delete();
    expect(await refusal(put(blob, 'x'))).toEqual({ status: 404, code: 'ContainerNotFound' });
  });

  test('a container is created once', async () => {
    const container = await account.container();
    expect(await refusal(container.create())).toEqual({
      status: 409,
      code: 'ContainerAlreadyExists',
    });
    expect((await container.createIfNotExists()).succeeded).toBe(false);
  });
});

describe('content', () => {
  test('a range read returns the requested bytes', async () => {
    const blob = (await account.container()).getBlockBlobClient('ranges');
    await put(blob, 'abcdefghij');
    expect(await read(blob, 3, 4)).toBe('defg');
    expect(await read(blob, 8)).toBe('ij');
    expect(await read(blob, 8, 100)).toBe('ij');
  });

  test('a block blob is complete after the commit and absent before it', async () => {
    const blob = (await account.container()).getBlockBlobClient('blocks');
    const idOf = (n: number) => Buffer.from(String(n).padStart(4, '0')).toString('base64');
    const block = (n: number) => Buffer.alloc(100_000, n);
    for (const n of [2, 0, 1]) await blob.stageBlock(idOf(n), block(n), 100_000);
    expect(await blob.exists()).toBe(false);
    await blob.commitBlockList([0, 1, 2].map(idOf));
    const { readableStreamBody } = await blob.download();
    const content = await buffer(readableStreamBody!);
    expect(content.equals(Buffer.concat([0, 1, 2].map(block)))).toBe(true);
  });

  test('ten megabytes are returned unchanged', async () => {
    const blob = (await account.container()).getBlockBlobClient('large');
    const content = Buffer.alloc(10 * 1024 * 1024, 'ü,"');
    await blob.uploadData(content, { blobHTTPHeaders: { blobContentType: 'text/csv' } });
    expect((await blob.downloadToBuffer()).equals(content)).toBe(true);
    expect((await blob.getProperties()).contentType).toBe('text/csv');
  });

  test('a blob with special characters in its name is found under that name', async () => {
    const container = await account.container();
    const name = "Ümläute & 100 %/a+b #1?=('x').csv";
    await put(container.getBlockBlobClient(name), 'here');
    const names: string[] = [];
    for await (const item of container.listBlobsFlat()) names.push(item.name);
    expect(names).toEqual([name]);
    expect(await read(container.getBlockBlobClient(name))).toBe('here');
  });
});
