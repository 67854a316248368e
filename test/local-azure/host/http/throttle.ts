/**
 * extensions.http's two limits: how many requests may be in the host, and how many of them may run; the rest wait in
 * the order of their arrival. -1 means no limit.
 */
export interface Throttle {
  /** Resolves to the release when it is this request's turn; undefined when the host is full (429). */
  enter(): Promise<() => void> | undefined;
}

export function throttle(limits: { outstanding: number; concurrent: number }): Throttle {
  const waiting: (() => void)[] = [];
  let running = 0;
  const most = limits.concurrent < 0 ? Infinity : limits.concurrent;
  const room = limits.outstanding < 0 ? Infinity : limits.outstanding;

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    enter() {
      if (running + waiting.length >= room) return undefined;
      if (running < most) {
        running += 1;
        return Promise.resolve(release);
      }
      return new Promise((resolve) => {
        waiting.push(() => resolve(release));
      });
    },
  };
}
