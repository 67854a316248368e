import { ConcurrencyConflict } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';

const firstPauseMs = 10;

/**
 * Runs `act` again when a concurrent write came first, with jittered exponential back-off: up to 10, 20, 40 … ms. `act`
 * must read again on each run. After the last attempt it throws the ConcurrencyConflict. Other errors are not retried.
 */
export async function retryOnConflict<T>(
  clock: Pick<Clock, 'pause'>,
  act: () => Promise<T>,
  attempts = 6,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict) || attempt >= attempts) throw error;
      await clock.pause(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}
