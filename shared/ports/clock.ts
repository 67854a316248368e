import type { Instant } from '../domain/values/time.ts';

/** Time. A use case reads the clock once per invocation and passes it on as `now`. */
export interface Clock {
  now(): Instant;
  /**
   * Resolves after a random time of at most `limitMs` milliseconds of machine time (full jitter). Without it, writers
   * that collided once would collide again.
   */
  pause(limitMs: number): Promise<void>;
}
