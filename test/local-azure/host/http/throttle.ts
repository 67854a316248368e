/**
 * The two limits of extensions.http: requests in the host, and requests that run. The others wait in order of
 * arrival. -1 means no limit.
 */
export interface Throttle {
  /** Resolves to the release function when the request may run; undefined when the host is full (429). */
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
