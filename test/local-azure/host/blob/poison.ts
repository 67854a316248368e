/**
 * A blob that failed too often. The real host puts a message on the queue `webjobs-blobtrigger-poison`; the local
 * storage has no queues, so the same message becomes a blob in a container of that name.
 */
import { randomUUID } from 'node:crypto';
import { type BlobServiceClient } from '@azure/storage-blob';
import { type HostLog } from '../app/log.ts';
import { type BlobVersion } from './receipt.ts';

export const poisonContainer = 'webjobs-blobtrigger-poison';

export async function park(
  service: BlobServiceClient,
  functionName: string,
  { container, name, etag }: BlobVersion,
  log: HostLog,
): Promise<void> {
  const parked = service.getContainerClient(poisonContainer);
  await parked.createIfNotExists();
  const text = JSON.stringify({
    Type: 'BlobTrigger',
    FunctionId: `Host.Functions.${functionName}`,
    BlobType: 'BlockBlob',
    ContainerName: container,
    BlobName: name,
    ETag: etag,
  });
  const blob = `${randomUUID()}.json`;
  await parked.uploadBlockBlob(blob, text, Buffer.byteLength(text));
  log.error(
    `Function '${functionName}' failed too often for '${container}/${name}'; its message is parked as ${poisonContainer}/${blob} (the real host would put it on the queue of that name).`,
  );
}
