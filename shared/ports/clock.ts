import type { Instant } from '../domain/values/time.ts';

/** Time. A use case reads the clock once per invocation and passes it on as `now`. */
export interface Clock {
  now(): Instant;
  /**
   * Resolves after a random time of at most `limitMs` milliseconds of machine time (full jitter), so that writers that
   * collided once do not collide again.
   */
  pause(limitMs: number): Promise<void>;
}
