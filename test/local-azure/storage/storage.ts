/**
 * Storage: Azurite's blob and queue services in this process, in memory or in a folder, with blob events. Account and
 * key are the emulator's well-known ones, read from its own constants.
 */
import { type LocalClock, localClock } from '../clock.ts';
import { startAzurite } from './azurite.ts';
import { blobCreatedListener } from './blob-created.ts';
import { eventGrid, type EventGrid } from './event-grid.ts';

export interface Storage {
  readonly connectionString: string;
  readonly port: number;
  /** The storage account as a topic of Event Grid. */
  readonly events: EventGrid;
  stop(): Promise<void>;
}

export async function startStorage(
  options: { port?: number; queuePort?: number; data?: string; clock?: LocalClock } = {},
): Promise<Storage> {
  const { data } = options;
  const blobs = await startAzurite('blob', options.port ?? 0, data);
  const queues = await startAzurite('queue', options.queuePort ?? 0, data);
  const events = eventGrid(options.clock ?? localClock(), data);
  blobCreatedListener(blobs.server, (created) => events.publish(created));
  const { port, account, key } = blobs;
  const at = (service: { port: number }) => `http://127.0.0.1:${service.port}/${account}`;
  const connectionString = [
    `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key}`,
    `BlobEndpoint=${at(blobs)};QueueEndpoint=${at(queues)};`,
  ].join(';');
  return {
    port,
    connectionString,
    events,
    async stop() {
      events.stop();
      await Promise.all([blobs.stop(), queues.stop()]);
    },
  };
}
