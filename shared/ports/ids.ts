import type { Digest } from '../domain/values/ids.ts';

/** Randomness and digests. */
export interface Ids {
  /** 32 hexadecimal digits of cryptographic randomness. */
  secret(): string;
  digest: Digest;
}
