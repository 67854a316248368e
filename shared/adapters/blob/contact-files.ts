// Contact files in the blob container. A file is small, so it is read completely and once, and always in one version.
import { buffer } from 'node:stream/consumers';
import { DefaultAzureCredential } from '@azure/identity';
import { type BlobClient, BlobServiceClient, RestError } from '@azure/storage-blob';
import { Transient } from '../../errors.ts';
import { contactsFolder } from '../../resource-names.ts';
import type { ContactFiles } from '../../ports/contact-files.ts';
import { contactFile } from '../csv/contact-file.ts';

export interface StorageSettings {
  CONTACTS_STORAGE?: string | undefined;
  CONTACTS_STORAGE__blobServiceUri?: string | undefined;
}

export function createContactFiles(settings: StorageSettings): ContactFiles {
  const container = clientFor(settings).getContainerClient(contactsFolder);

  return {
    async open(path, limit) {
      const blob = container.getBlobClient(path);
      try {
        const { contentLength: size = 0, etag } = await blob.getProperties();
        if (size > limit) return { kind: 'tooLarge', size };
        return contactFile(size === 0 ? Buffer.alloc(0) : await download(blob, etag));
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return undefined;
        throw toEngineError(error);
      }
    },
  };
}

/** Reads one version. If it was replaced, the storage refuses with an error, and the trigger retries. */
async function download(blob: BlobClient, etag: string | undefined): Promise<Buffer> {
  const conditions = etag === undefined ? {} : { ifMatch: etag };
  const { readableStreamBody } = await blob.download(0, undefined, {
    conditions,
    maxRetryRequests: 3,
  });
  return readableStreamBody === undefined ? Buffer.alloc(0) : buffer(readableStreamBody);
}

function clientFor(settings: StorageSettings): BlobServiceClient {
  const { CONTACTS_STORAGE: connection } = settings;
  if (connection !== undefined) return BlobServiceClient.fromConnectionString(connection);
  const uri = settings.CONTACTS_STORAGE__blobServiceUri ?? '';
  return new BlobServiceClient(uri, new DefaultAzureCredential());
}

function toEngineError(error: unknown): unknown {
  if (!(error instanceof RestError)) return error;
  return new Transient(
    `Reading the blob from the storage failed (${error.statusCode ?? error.code ?? '?'}).`,
    {
      cause: error,
    },
  );
}
