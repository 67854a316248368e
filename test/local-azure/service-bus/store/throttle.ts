/** The busy server of Azure, on demand: refuses every n-th send to any queue of the namespace. */
import { serverBusy } from '../wire/refusal.ts';

export interface Throttle {
  /** Sets the interval and restarts the count; null refuses no send. */
  set(every: number | null): void;
  /** Counts a send (a message, a batch, a request to schedule) and throws for each n-th. */
  pass(): void;
}

export function throttle(): Throttle {
  let every: number | null = null;
  let sendCount = 0;
  return {
    set(nth) {
      if (nth !== null && !(Number.isInteger(nth) && nth > 0))
        throw new Error(`'every' must be a whole number above 0, or null.`);
      every = nth;
      sendCount = 0;
    },
    pass() {
      sendCount += 1;
      if (every !== null && sendCount % every === 0) throw serverBusy();
    },
  };
}
