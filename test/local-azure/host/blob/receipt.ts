/**
 * The receipt of one blob version for one function. It is an empty blob and records that its message is on the queue.
 * Receipts survive the host, so a restart finds no version again. Only polling needs receipts.
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
  // A blob name may be as long as a receipt path can be, so the receipt contains its hash.
  const hash = createHash('sha256').update(`${container}/${name}`).digest('hex').slice(0, 32);
  const blob = hosts.getBlockBlobClient(`blobreceipts/${hostId}/${functionId}/${etag}/${hash}`);
  return {
    exists: () => blob.exists(),
    write: () => ensureBlob(blob),
  };
}
