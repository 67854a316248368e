/** From a message about a blob to the run of its function: finds both, reads the content, hands it over. */
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
  /** `source: 'EventGrid'`; otherwise its blobs are found by listing. */
  readonly byEvents: boolean;
  /** The storage of the trigger's connection. */
  readonly blobs: BlobServiceClient;
  readonly queues: QueueServiceClient;
}

export const unquoted = (etag: string | undefined) => etag?.replaceAll('"', '');

export function blobHandler(
  functions: ReadonlyMap<string, BlobFunction>,
  run: RunFunction,
  log: HostLog,
): (message: BlobMessage) => Promise<void> {
  return async (message) => {
    const { FunctionId, ContainerName, BlobName } = message;
    const found = functions.get(FunctionId);
    if (!found) {
      log.warn(`There is no function '${FunctionId}' for '${ContainerName}/${BlobName}': ignored.`);
      return;
    }
    const client = found.blobs.getContainerClient(ContainerName).getBlobClient(BlobName);
    const response = await client.download().catch((error: unknown) => {
      if (error instanceof RestError && error.statusCode === 404) return undefined;
      throw error;
    });
    // Gone since: there is nothing to hand over any more.
    if (!response?.readableStreamBody) return;
    const content = await buffer(response.readableStreamBody);
    // What was found by listing is one version; the version after it is found for itself. An event is any version.
    if (!found.byEvents && unquoted(response.etag) !== unquoted(message.ETag)) return;
    const blob = { container: ContainerName, name: BlobName, url: client.url };
    // As the real host does it: the event decides, and a blob that does not fit the path comes without placeholders.
    const fits = ContainerName === found.path.container ? found.path.match(BlobName) : undefined;
    const metadata = blobMetadata(blob, fits ?? {}, response);
    await run(found.fn, { data: { bytes: content }, metadata });
  };
}
