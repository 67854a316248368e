/**
 * Finds blobs by polling, for triggers without `source: 'EventGrid'`: in one of several hosts, every half second of
 * machine time. Each version without a receipt becomes a message on the host's queue and then gets its receipt.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ContainerClient, RestError } from '@azure/storage-blob';
import { functionId } from '../app/functions.ts';
import { type HostLog, textOf } from '../app/log.ts';
import { hasEnded } from '../app/retry.ts';
import { type BlobFunction, unquote } from './handle.ts';
import { blobMessage } from './message.ts';
import { receiptOf } from './receipt.ts';
import { type BlobQueue } from './work-queue.ts';

const pollMs = 500;

export function blobScan(options: {
  functions: readonly BlobFunction[];
  hosts: ContainerClient;
  hostId: string;
  queue: BlobQueue;
  log: HostLog;
}): (leading: AbortSignal) => Promise<void> {
  const { functions, hosts, hostId, queue, log } = options;
  const lastTags = new Map<string, string>();

  async function scan({ fn, path, blobs }: BlobFunction, leading: AbortSignal): Promise<void> {
    const id = functionId(fn.name);
    const container = blobs.getContainerClient(path.container);
    for await (const { name, properties } of container.listBlobsFlat({ prefix: path.prefix })) {
      if (hasEnded(leading)) return;
      const etag = unquote(properties.etag) ?? '';
      const key = `${id}\n${name}`;
      if (lastTags.get(key) === etag || !path.match(name)) continue;
      const receipt = receiptOf(hosts, hostId, id, { container: path.container, name, etag });
      if (!(await receipt.exists())) {
        const where = { ContainerName: path.container, BlobName: name, ETag: `"${etag}"` };
        const BlobType = properties.blobType ?? 'BlockBlob';
        await queue.add(blobMessage({ FunctionId: id, BlobType, ...where }));
        await receipt.write();
      }
      lastTags.set(key, etag);
    }
  }

  return async (leading) => {
    while (!hasEnded(leading)) {
      for (const blobFunction of functions)
        await scan(blobFunction, leading).catch((error: unknown) => {
          // A missing container is not worth a log line.
          if (error instanceof RestError && error.statusCode === 404) return;
          log.warn(`Blob trigger '${blobFunction.fn.name}': ${textOf(error)}`);
        });
      await sleep(pollMs, undefined, { signal: leading }).catch(() => undefined);
    }
  };
}
