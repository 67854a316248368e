/**
 * Blob triggers by listing: every half second of the machine's time, each blob whose version has not been seen yet is
 * claimed, downloaded and handed over. A version that changes meanwhile is dropped; the new one fires for itself.
 */
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BlobServiceClient, RestError } from '@azure/storage-blob';
import { textOption, type TriggeredFunction } from '../app/functions.ts';
import { InvocationFailed } from '../app/invocation.ts';
import { type HostLog, textOf } from '../app/log.ts';
import { hasEnded } from '../app/retry.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Work } from '../app/work.ts';
import { type BlobPath, parseBlobPath } from './path-pattern.ts';
import { park } from './poison.ts';
import { type BlobVersion, type Claim, type Receipts } from './receipt.ts';
import { blobMetadata } from './trigger-data.ts';

export interface BlobContext {
  /** The storage of the trigger's connection. */
  readonly service: BlobServiceClient;
  readonly receipts: Receipts;
  readonly run: RunFunction;
  readonly work: Work;
  readonly maxDegreeOfParallelism: number;
  readonly poisonBlobThreshold: number;
  readonly log: HostLog;
  readonly stop: AbortSignal;
  readonly pollMs?: number;
}

const hasStatus = (error: unknown, ...codes: number[]) =>
  error instanceof RestError && codes.includes(error.statusCode ?? 0);

function watch(fn: TriggeredFunction, path: BlobPath, context: BlobContext) {
  const { service, receipts, run, log, stop } = context;
  const container = service.getContainerClient(path.container);
  const settled = new Map<string, string>();
  const working = new Map<string, Promise<void>>();

  async function handOver(
    version: BlobVersion,
    placeholders: Record<string, string>,
  ): Promise<void> {
    const client = container.getBlobClient(version.name);
    const response = await client.download(0, undefined, { conditions: { ifMatch: version.etag } });
    if (!response.readableStreamBody) throw new Error(`'${version.name}' came without content.`);
    const content = await buffer(response.readableStreamBody);
    const metadata = blobMetadata({ ...version, url: client.url }, placeholders, response);
    await run(fn, { data: { bytes: content }, metadata });
  }

  async function attempt(version: BlobVersion, placeholders: Record<string, string>, claim: Claim) {
    try {
      await handOver(version, placeholders);
    } catch (error) {
      const gone = hasStatus(error, 404, 412);
      if (!gone && !(error instanceof InvocationFailed)) throw error;
      if (gone || claim.attempts + 1 >= context.poisonBlobThreshold) {
        if (!gone) await park(service, fn.name, version, log);
        await claim.done();
        return true;
      }
      await claim.failed();
      return false;
    }
    await claim.done();
    return true;
  }

  async function take(version: BlobVersion, placeholders: Record<string, string>): Promise<void> {
    try {
      let isSettled = false;
      while (!isSettled && !hasEnded(stop)) {
        const claim = await receipts.claim(fn.name, version);
        if (claim === 'taken') return;
        isSettled = claim === 'done' || (await attempt(version, placeholders, claim));
      }
      if (isSettled) settled.set(version.name, version.etag);
    } catch (error) {
      log.warn(`Blob trigger '${fn.name}' on '${version.name}': ${textOf(error)}`);
    }
  }

  async function scan(): Promise<void> {
    for await (const item of container.listBlobsFlat({ prefix: path.prefix })) {
      const { etag } = item.properties;
      if (hasEnded(stop)) return;
      if (settled.get(item.name) === etag || working.has(`${item.name}\n${etag}`)) continue;
      const placeholders = path.match(item.name);
      if (!placeholders) continue;
      while (working.size >= context.maxDegreeOfParallelism) await Promise.race(working.values());
      const key = `${item.name}\n${etag}`;
      const version = { container: path.container, name: item.name, etag };
      const taken = context.work.track(take(version, placeholders));
      working.set(
        key,
        taken.finally(() => working.delete(key)),
      );
    }
  }

  return async (): Promise<void> => {
    while (!hasEnded(stop)) {
      try {
        await scan();
      } catch (error) {
        // A container that is not there yet is nothing to speak of.
        if (!hasStatus(error, 404)) log.warn(`Blob trigger '${fn.name}': ${textOf(error)}`);
      }
      await sleep(context.pollMs ?? 500, undefined, { signal: stop }).catch(() => undefined);
    }
    await Promise.all(working.values());
  };
}

/** Runs, once begun, until its `stop`; resolves when the last handler has ended. */
export function blobLoop(fn: TriggeredFunction, context: BlobContext): () => Promise<void> {
  return watch(fn, parseBlobPath(textOption(fn, 'path')), context);
}
