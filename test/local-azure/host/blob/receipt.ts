/**
 * The receipt of one version of a blob for one function: an empty blob that says that its message is on the queue. It
 * outlives the host, so that a restart finds nothing anew. Only what is found by listing needs one.
 */
import { createHash } from 'node:crypto';
import { type ContainerClient } from '@azure/storage-blob';
import { ensureBlob } from '../lease/lock.ts';

export interface Receipt {
  exists(): Promise<boolean>;
  write(): Promise<void>;
}

export interface BlobVersion {
  readonly container: string;
  readonly name: string;
  readonly etag: string;
}

export function receiptOf(
  hosts: ContainerClient,
  hostId: string,
  functionId: string,
  { container, name, etag }: BlobVersion,
): Receipt {
  // A blob's name may be as long as a receipt's own path can be, so it goes in as its hash.
  const hash = createHash('sha256').update(`${container}/${name}`).digest('hex').slice(0, 32);
  const blob = hosts.getBlockBlobClient(`blobreceipts/${hostId}/${functionId}/${etag}/${hash}`);
  return {
    exists: () => blob.exists(),
    write: () => ensureBlob(blob),
  };
}
