/**
 * The host's own queue of blobs, `azure-webjobs-blobtrigger-{host id}`, which all instances share. Events and scans
 * add messages, and one instance handles each. The message of a dead instance reappears after its visibility timeout.
 * A message that failed too often goes to the poison queue.
 */
import { type DequeuedMessageItem, type QueueServiceClient } from '@azure/storage-queue';
import { type LocalClock } from '../../clock.ts';
import { InvocationFailed } from '../app/invocation.ts';
import { type HostLog, textOf } from '../app/log.ts';
import { hasEnded } from '../app/retry.ts';
import { type Work } from '../app/drain-tracker.ts';
import { type BlobMessage, decodeMessage, encodeMessage } from './message.ts';

const poisonQueue = 'webjobs-blobtrigger-poison';

export interface BlobQueue {
  add(message: BlobMessage): Promise<void>;
  /** Receives and handles messages until `stop`; resolves when the last message is settled. */
  work(stop: AbortSignal): Promise<void>;
}

/** Machine time between polls of an empty queue. Messages of this instance are received at once. */
const [leastIdleMs, mostIdleMs] = [100, 1000];
/** The maximum of the service. */
const mostAtOnce = 32;
/** The visibility timeout during handling; renewed at half of it. */
const invisibleMs = 600_000;
const leastInvisibleSeconds = 5;

export function blobQueue(options: {
  service: QueueServiceClient;
  hostId: string;
  clock: LocalClock;
  maxDegreeOfParallelism: number;
  poisonBlobThreshold: number;
  /** Rejects with InvocationFailed if the function failed. */
  handle: (message: BlobMessage) => Promise<void>;
  /** The queue service of the blob's account, for its poison message. */
  queuesOf: (functionId: string) => QueueServiceClient;
  under: Work;
  log: HostLog;
}): BlobQueue {
  const { clock, log, poisonBlobThreshold: most } = options;
  const queue = options.service.getQueueClient(
    `azure-webjobs-blobtrigger-${options.hostId.toLowerCase()}`,
  );
  const seconds = Math.round(clock.real(invisibleMs) / 1000);
  const invisibleSeconds = Math.max(leastInvisibleSeconds, seconds);
  const working = new Set<Promise<void>>();
  let created: Promise<unknown> | undefined;
  let roused = false;
  let rouse = () => {
    roused = true;
  };

  async function create(): Promise<void> {
    created ??= queue.createIfNotExists();
    await created.catch((error: unknown) => {
      created = undefined;
      throw error;
    });
  }

  async function park(message: BlobMessage): Promise<void> {
    const parked = options.queuesOf(message.FunctionId).getQueueClient(poisonQueue);
    await parked.createIfNotExists();
    await parked.sendMessage(encodeMessage(message));
    log.warn(
      `Message has reached MaxDequeueCount of ${most}. Moving message to queue '${poisonQueue}': ${message.ContainerName}/${message.BlobName}.`,
    );
  }

  /** True if the message is settled, false if it needs another attempt. */
  async function tried(item: DequeuedMessageItem): Promise<boolean> {
    const message = decodeMessage(item.messageText);
    if (item.dequeueCount <= most) {
      try {
        await options.handle(message);
        return true;
      } catch (error) {
        if (!(error instanceof InvocationFailed)) throw error;
        if (item.dequeueCount < most) return false;
      }
    }
    await park(message);
    return true;
  }

  async function take(item: DequeuedMessageItem): Promise<void> {
    let receipt = item.popReceipt;
    let renewing: Promise<void> = Promise.resolve();
    async function renew(): Promise<void> {
      const renewed = await queue.updateMessage(
        ...([item.messageId, receipt, undefined, invisibleSeconds] as const),
      );
      receipt = renewed.popReceipt ?? receipt;
    }
    const timer = setInterval(() => {
      renewing = renewing.then(renew).catch((error: unknown) => log.warn(textOf(error)));
    }, invisibleSeconds * 500);
    try {
      const isDone = await tried(item).finally(() => clearInterval(timer));
      await renewing;
      if (isDone) await queue.deleteMessage(item.messageId, receipt);
      else await queue.updateMessage(item.messageId, receipt, undefined, 0);
    } catch (error) {
      log.warn(`A blob's message stays on '${queue.name}' for now: ${textOf(error)}`);
    }
  }

  async function look(stop: AbortSignal): Promise<number> {
    await create();
    const { receivedMessageItems: items } = await queue.receiveMessages({
      numberOfMessages: Math.min(mostAtOnce, options.maxDegreeOfParallelism - working.size),
      visibilityTimeout: invisibleSeconds,
    });
    for (const item of items) {
      if (hasEnded(stop)) {
        await queue.updateMessage(item.messageId, item.popReceipt, undefined, 0);
        continue;
      }
      const attempt = options.under.track(take(item));
      working.add(attempt);
      void attempt.finally(() => working.delete(attempt));
    }
    return items.length;
  }

  async function nap(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, ms, undefined);
    rouse = () => {
      roused = true;
      resolve(undefined);
    };
    if (roused) resolve(undefined);
    await promise;
    clearTimeout(timer);
    roused = false;
  }

  return {
    async add(message) {
      await create();
      await queue.sendMessage(encodeMessage(message));
      rouse();
    },
    async work(stop) {
      stop.addEventListener('abort', () => rouse(), { once: true });
      let idleMs = leastIdleMs;
      while (!hasEnded(stop)) {
        if (working.size >= options.maxDegreeOfParallelism) {
          await Promise.race(working);
          continue;
        }
        try {
          if ((await look(stop)) > 0) {
            idleMs = leastIdleMs;
            continue;
          }
          idleMs = Math.min(idleMs * 2, mostIdleMs);
        } catch (error) {
          if (hasEnded(stop)) break;
          log.warn(`The queue '${queue.name}' cannot be read: ${textOf(error)}`);
          idleMs = mostIdleMs;
        }
        await nap(idleMs);
      }
      await Promise.all(working);
    },
  };
}
