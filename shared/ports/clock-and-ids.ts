import type { Digest } from '../domain/values/ids.ts';
import type { Instant } from '../domain/values/time.ts';

/** Time and randomness. Read the clock once per invocation and pass it on as `now`. */
export interface ClockAndIds {
  now(): Instant;
  /** 32 hexadecimal digits that nobody can guess. */
  secret(): string;
  digest: Digest;
}
