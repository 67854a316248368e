/** Retry options of a function (timers support them): the host runs it again and passes the retry count. */
import { type LocalClock } from '../../clock.ts';
import { InvocationFailed } from './invocation.ts';
import { textOf } from './log.ts';
import { type RetryContext, type RetryOptions } from './programming-model.ts';

const ms = (duration: { seconds: number } | undefined) => (duration?.seconds ?? 0) * 1000;

function retryDelayMs(options: RetryOptions, retry: number): number {
  if (options.retryStrategy !== 'exponentialBackoff') return ms(options.delayInterval);
  const least = ms(options.minimumInterval);
  return Math.min(least * 2 ** (retry - 1), ms(options.maximumInterval) || Infinity);
}

/** Rejects with the error of the last attempt, or at once when `stop` is signaled during a wait. */
export async function withRetries<T>(
  options: RetryOptions | undefined,
  clock: LocalClock,
  stop: AbortSignal,
  run: (retry: RetryContext | undefined) => Promise<T>,
): Promise<T> {
  const maxRetryCount = options?.maxRetryCount ?? 0;
  const endless = maxRetryCount === -1;
  let retry: RetryContext | undefined;
  for (let count = 1; ; count += 1) {
    try {
      return await run(retry);
    } catch (error) {
      if (!options || !(error instanceof InvocationFailed)) throw error;
      if ((!endless && count > maxRetryCount) || hasEnded(stop)) throw error;
      const cause = error.cause ?? error;
      const stack = cause instanceof Error ? cause.stack : undefined;
      retry = {
        retryCount: count,
        maxRetryCount,
        exception: { message: textOf(cause), ...(stack !== undefined && { stackTrace: stack }) },
      };
      await waitFor(clock, retryDelayMs(options, count), stop);
      if (hasEnded(stop)) throw error;
    }
  }
}

/** In local-Azure time; ends early on the signal. */
export async function waitFor(
  clock: LocalClock,
  delayMs: number,
  stop: AbortSignal,
): Promise<void> {
  if (stop.aborted) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const done = () => resolve(undefined);
  const cancel = clock.after(delayMs, done);
  stop.addEventListener('abort', done, { once: true });
  await promise;
  cancel();
  stop.removeEventListener('abort', done);
}

// Read through a function: the value changes during an await, which the compiler cannot see.
export const hasEnded = (signal: AbortSignal) => signal.aborted;
