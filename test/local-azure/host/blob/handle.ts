/** From a blob message to the run of its function: finds function and blob, reads the content, invokes. */
import { buffer } from 'node:stream/consumers';
import { type BlobServiceClient, RestError } from '@azure/storage-blob';
import { type QueueServiceClient } from '@azure/storage-queue';
import { type TriggeredFunction } from '../app/functions.ts';
import { type HostLog } from '../app/log.ts';
import { type RunFunction } from '../app/runner.ts';
import { type BlobMessage } from './message.ts';
import { type BlobPath } from './path-pattern.ts';
import { blobMetadata } from './trigger-data.ts';

export interface BlobFunction {
  readonly fn: TriggeredFunction;
  readonly path: BlobPath;
  /** `source: 'EventGrid'`; other triggers find their blobs by polling. */
  readonly byEvents: boolean;
  /** The storage account of the trigger's connection. */
  readonly blobs: BlobServiceClient;
  readonly queues: QueueServiceClient;
}

export const unquote = (etag: string | undefined) => etag?.replaceAll('"', '');

export function blobHandler(
  functions: ReadonlyMap<string, BlobFunction>,
  run: RunFunction,
  log: HostLog,
): (message: BlobMessage) => Promise<void> {
  return async (message) => {
    const { FunctionId, ContainerName, BlobName } = message;
    const blobFunction = functions.get(FunctionId);
    if (!blobFunction) {
      log.warn(`There is no function '${FunctionId}' for '${ContainerName}/${BlobName}': ignored.`);
      return;
    }
    const client = blobFunction.blobs.getContainerClient(ContainerName).getBlobClient(BlobName);
    const response = await client.download().catch((error: unknown) => {
      if (error instanceof RestError && error.statusCode === 404) return undefined;
      throw error;
    });
    // The blob is gone, so there is no content for the function.
    if (!response?.readableStreamBody) return;
    const content = await buffer(response.readableStreamBody);
    // A scan finds one version, and later versions by themselves. An event applies to any version.
    if (!blobFunction.byEvents && unquote(response.etag) !== unquote(message.ETag)) return;
    const blob = { container: ContainerName, name: BlobName, url: client.url };
    // As in the real host, the event decides: a blob outside the path is passed without placeholders.
    const fits =
      ContainerName === blobFunction.path.container ? blobFunction.path.match(BlobName) : undefined;
    const metadata = blobMetadata(blob, fits ?? {}, response);
    await run(blobFunction.fn, { data: { bytes: content }, metadata });
  };
}
