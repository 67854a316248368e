import { CosmosError } from '../error.ts';

export interface Throttle {
  set: (every: number | null, retryAfterMs?: number) => void;
  /** Counts a request and refuses each n-th one. */
  pass: () => void;
}

const usualRetryAfterMs = 10;

export function throttle(): Throttle {
  let every: number | null = null;
  let retryAfterMs = usualRetryAfterMs;
  let requestCount = 0;
  return {
    set: (nth, wait = usualRetryAfterMs) => {
      if (nth !== null && !(Number.isInteger(nth) && nth > 0)) {
        throw new CosmosError(400, "'every' must be a whole number above 0, or null.");
      }
      every = nth;
      retryAfterMs = wait;
      requestCount = 0;
    },
    pass: () => {
      requestCount += 1;
      if (every === null || requestCount % every !== 0) return;
      throw new CosmosError(429, 'The request rate is large. Please retry after sometime.', {
        substatus: 3200,
        headers: { 'x-ms-retry-after-ms': String(retryAfterMs) },
      });
    },
  };
}
