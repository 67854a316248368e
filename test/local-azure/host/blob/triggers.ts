/** All blob triggers: the event webhook, the scan, and the queue for the work of both. */
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { type LocalClock } from '../../clock.ts';
import {
  functionId,
  textOption,
  type TriggeredFunction,
  UnsupportedBinding,
} from '../app/functions.ts';
import { type HostSettings } from '../app/host-json.ts';
import { type HostLog } from '../app/log.ts';
import { type RunFunction } from '../app/runner.ts';
import { SettingError, type Settings } from '../app/settings.ts';
import { type Work } from '../app/drain-tracker.ts';
import { blobHandler, type BlobFunction } from './handle.ts';
import { parseBlobPath } from './path-pattern.ts';
import { blobQueue, type BlobQueue } from './work-queue.ts';

export interface BlobTriggers {
  readonly queue: BlobQueue;
  /** The triggers that poll. */
  readonly scanned: readonly BlobFunction[];
}

/** The host's own storage, for its queue, locks and status blobs. */
export const hostConnection = 'AzureWebJobsStorage';
const scanSource = 'logsandcontainerscan';

function queuesOf(connectionString: string, name: string): QueueServiceClient {
  try {
    return QueueServiceClient.fromConnectionString(connectionString);
  } catch (error) {
    throw new SettingError(`Blob triggers need queues, and the storage of '${name}' has none.`, {
      cause: error,
    });
  }
}

/** Refuses unsupported triggers; sends no request to storage yet. */
export function blobTriggers(
  functions: readonly TriggeredFunction[],
  context: {
    settings: Settings;
    hostId: string;
    limits: HostSettings['extensions']['blobs'];
    clock: LocalClock;
    run: RunFunction;
    work: Work;
    log: HostLog;
  },
): BlobTriggers | undefined {
  if (functions.length === 0) return undefined;
  const { settings, run, log } = context;
  const byId = new Map<string, BlobFunction>();
  for (const fn of functions) {
    const { connection, source } = fn.trigger;
    const name = typeof connection === 'string' ? connection : hostConnection;
    const storage = settings.connection(name, `Function '${fn.name}'`);
    const from = typeof source === 'string' ? source.toLowerCase() : scanSource;
    if (from !== 'eventgrid' && from !== scanSource)
      throw new UnsupportedBinding(
        `Function '${fn.name}': there is no source '${String(source)}'.`,
      );
    byId.set(functionId(fn.name), {
      fn,
      path: parseBlobPath(textOption(fn, 'path')),
      byEvents: from === 'eventgrid',
      blobs: BlobServiceClient.fromConnectionString(storage),
      queues: queuesOf(storage, name),
    });
  }
  const hostStorage = settings.connection(hostConnection, 'Blob triggers');
  const service = queuesOf(hostStorage, hostConnection);
  const queue = blobQueue({
    service,
    hostId: context.hostId,
    clock: context.clock,
    ...context.limits,
    handle: blobHandler(byId, run, log),
    queuesOf: (id) => byId.get(id)?.queues ?? service,
    under: context.work,
    log,
  });
  return { queue, scanned: [...byId.values()].filter((one) => !one.byEvents) };
}
