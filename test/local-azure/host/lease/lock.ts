/**
 * A lock that one of several host instances owns: a blob lease, as in the real host. A dead owner loses it when the
 * lease expires; a stopping owner releases it at once.
 */
import { type BlockBlobClient, RestError } from '@azure/storage-blob';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HostLog, textOf } from '../app/log.ts';
import { hasEnded } from '../app/retry.ts';

export interface LockTimes {
  /** A lease lasts 15 to 60 seconds. */
  readonly leaseSeconds: number;
  readonly renewMs: number;
  readonly retryMs: number;
}

const isStatus = (error: unknown, ...codes: number[]) =>
  error instanceof RestError && error.statusCode !== undefined && codes.includes(error.statusCode);

export async function ensureBlob(blob: BlockBlobClient): Promise<void> {
  try {
    await blob.upload('', 0, { conditions: { ifNoneMatch: '*' } });
  } catch (error) {
    // 409: the blob exists; 412: the blob exists and is leased.
    if (!isStatus(error, 409, 412)) throw error;
  }
}

/**
 * Acquires the lock, then runs `work` with a signal that fires when the lock is lost or `stop` is signaled. Repeats
 * until `stop`. Returns after the release.
 */
export async function whileLeading(
  blob: BlockBlobClient,
  stop: AbortSignal,
  work: (leading: AbortSignal) => Promise<void>,
  log: HostLog,
  times: LockTimes,
): Promise<void> {
  const pause = (ms: number, signal: AbortSignal) =>
    sleep(ms, undefined, { signal }).catch(() => undefined);

  async function lead(): Promise<boolean> {
    const lease = blob.getBlobLeaseClient();
    try {
      await ensureBlob(blob);
      await lease.acquireLease(times.leaseSeconds);
    } catch (error) {
      if (!isStatus(error, 409, 412))
        log.warn(`The lock '${blob.name}' cannot be had: ${textOf(error)}`);
      return false;
    }
    const lost = new AbortController();
    const leading = AbortSignal.any([stop, lost.signal]);
    const renewing = (async () => {
      let renewedAt = performance.now();
      while (!hasEnded(leading)) {
        await pause(times.renewMs, leading);
        if (hasEnded(leading)) return;
        try {
          await lease.renewLease();
          renewedAt = performance.now();
        } catch (error) {
          const age = performance.now() - renewedAt;
          if (isStatus(error, 409, 412, 404) || age > (times.leaseSeconds - 5) * 1000) {
            log.warn(`The lock '${blob.name}' was lost: ${textOf(error)}`);
            lost.abort();
          }
        }
      }
    })();
    try {
      await work(leading);
    } finally {
      lost.abort();
      await renewing;
      await lease.releaseLease().catch(() => undefined);
    }
    return true;
  }

  while (!hasEnded(stop)) {
    await lead();
    await pause(times.retryMs, stop);
  }
}
