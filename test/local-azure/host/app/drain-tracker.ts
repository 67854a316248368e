/** Tracks running work, so that a stop can wait for it: invocations with their outputs, settlements, receipts. */
export interface Work {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when no work is running; `false` if the machine time ran out first. */
  drained(timeoutMs: number): Promise<boolean>;
  readonly count: number;
}

export function workUnderWay(): Work {
  let count = 0;
  let wake: () => void = () => undefined;
  return {
    async track(work) {
      count += 1;
      try {
        return await work;
      } finally {
        count -= 1;
        if (count === 0) wake();
      }
    },
    async drained(timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      wake = () => resolve(true);
      if (count === 0) wake();
      const timer = setTimeout(() => resolve(false), timeoutMs);
      return promise.finally(() => clearTimeout(timer));
    },
    get count() {
      return count;
    },
  };
}
