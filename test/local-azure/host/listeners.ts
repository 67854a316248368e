/** The triggers that poll for work: timers, blobs, queues. Started together, stopped in two steps. */
import { BlobServiceClient } from '@azure/storage-blob';
import { type LocalClock } from '../clock.ts';
import { type TriggeredFunction } from './app/functions.ts';
import { type HostSettings } from './app/host-json.ts';
import { type HostLog, textOf } from './app/log.ts';
import { type RunFunction } from './app/runner.ts';
import { type Settings } from './app/settings.ts';
import { type Work } from './app/drain-tracker.ts';
import { blobScan } from './blob/scan.ts';
import { type BlobTriggers, hostConnection } from './blob/triggers.ts';
import { whileLeading } from './lease/lock.ts';
import { listenerLockTimes } from './lease/times.ts';
import { type ServiceBusClients } from './service-bus/client.ts';
import { type Listener } from './service-bus/queue-listener.ts';
import { listenerFor } from './service-bus/triggers.ts';
import { statusStore } from './timer/status.ts';
import { timerLoop } from './timer/timers.ts';

export interface Listeners {
  /** Receives no new work; running work continues. */
  stop(): Promise<void>;
  /** After the drain: releases locks and links. */
  close(): Promise<void>;
}

/** The container of the host's own blobs: locks, timer status, blob receipts. */
const hostContainer = 'azure-webjobs-hosts';

export async function startListeners(options: {
  functions: readonly TriggeredFunction[];
  settings: Settings;
  host: HostSettings;
  hostId: string;
  clients: ServiceBusClients;
  blobs: BlobTriggers | undefined;
  clock: LocalClock;
  run: RunFunction;
  work: Work;
  log: HostLog;
}): Promise<Listeners> {
  const { functions, settings, host, hostId, clients, clock, blobs, run, work, log } = options;
  const of = (type: TriggeredFunction['type']) => functions.filter((fn) => fn.type === type);
  const stopping = new AbortController();
  const stop = stopping.signal;
  const loops: (() => Promise<void>)[] = [];
  const timers = of('timerTrigger');
  const scanned = blobs?.scanned ?? [];
  if (blobs) loops.push(() => blobs.queue.work(stop));

  if (timers.length + scanned.length > 0) {
    const storage = settings.connection(hostConnection, 'Timer and blob triggers');
    const service = BlobServiceClient.fromConnectionString(storage);
    const container = service.getContainerClient(hostContainer);
    const store = statusStore(container, hostId);
    const timeZone = settings.get('WEBSITE_TIME_ZONE');
    const lockTimes = listenerLockTimes(host.singleton, clock);
    const kept = { clock, run, store, timeZone, log, container, hostId, lockTimes, stop };
    for (const fn of timers) loops.push(timerLoop(fn, kept));
    if (blobs && scanned.length > 0) {
      const { queue } = blobs;
      const scan = blobScan({ functions: scanned, hosts: container, hostId, queue, log });
      const lock = container.getBlockBlobClient(`locks/${hostId}/WebJobs.Internal.Blobs.Listener`);
      loops.push(() => whileLeading(lock, stop, scan, log, lockTimes));
    }
    await container.createIfNotExists();
  }
  const queues: Listener[] = of('serviceBusTrigger').map((fn) =>
    listenerFor(fn, { settings, host: host.extensions.serviceBus, clients, clock, run, work, log }),
  );
  // All refusals have happened before this point.
  const running = loops.map((begin) => begin());
  for (const loop of running)
    loop.catch((error: unknown) => log.error(`A listener ended: ${textOf(error)}`, error));

  const quietly = async (work: Promise<unknown>[]) => {
    for (const result of await Promise.allSettled(work))
      if (result.status === 'rejected') log.warn(`While stopping: ${textOf(result.reason)}`);
  };
  return {
    async stop() {
      stopping.abort();
      await quietly(queues.map((listener) => listener.stop()));
    },
    close: () => quietly([...running, ...queues.map((listener) => listener.close())]),
  };
}
