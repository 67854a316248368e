// Contact files in the blob container, read as streams.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient, RestError } from '@azure/storage-blob';
import { Transient } from '../../errors.ts';
import { contactsFolder } from '../../names.ts';
import type { ContactFiles } from '../../ports/contact-files.ts';
import { readRows } from '../csv/read-rows.ts';
import { encodingOf } from '../csv/encoding.ts';

export interface StorageSettings {
  CONTACTS_STORAGE?: string | undefined;
  CONTACTS_STORAGE__blobServiceUri?: string | undefined;
}

export function contactFiles(settings: StorageSettings): ContactFiles {
  const container = clientFor(settings).getContainerClient(contactsFolder);

  async function download(path: string, from: number): Promise<Readable> {
    const { readableStreamBody } = await translated(() =>
      container.getBlobClient(path).download(from, undefined, { maxRetryRequests: 3 }),
    );
    return readableStreamBody === undefined ? Readable.from([]) : Readable.from(readableStreamBody);
  }

  async function sizeOf(path: string): Promise<number | undefined> {
    try {
      const { contentLength } = await container.getBlobClient(path).getProperties();
      return contentLength ?? 0;
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return undefined;
      throw translate(error);
    }
  }

  return {
    sizeOf,
    async digestOf(path) {
      const hash = createHash('sha256');
      for await (const chunk of await download(path, 0)) hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
    async encodingOf(path) {
      for await (const chunk of await download(path, 0)) return encodingOf(chunk as Buffer);
      return 'utf8';
    },
    read: (path) =>
      readRows({
        open: (from) => download(path, from),
        size: async () => (await sizeOf(path)) ?? 0,
      }),
  };
}

function clientFor(settings: StorageSettings): BlobServiceClient {
  const { CONTACTS_STORAGE: connection } = settings;
  if (connection !== undefined) return BlobServiceClient.fromConnectionString(connection);
  const uri = settings.CONTACTS_STORAGE__blobServiceUri ?? '';
  return new BlobServiceClient(uri, new DefaultAzureCredential());
}

async function translated<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof RestError)) return error;
  return new Transient(`The blob could not be read (${error.statusCode ?? error.code ?? '?'}).`, {
    cause: error,
  });
}
