import type { Call } from '../domain/call/call.ts';
import type { CallEvent } from '../domain/call/event.ts';
import type { Instant } from '../domain/values/time.ts';

/** One CloudEvent of the communication service about a call. */
export interface Callback {
  id: string;
  type: string;
  data?: unknown;
}

export type CallbackReading =
  | { kind: 'event'; event: CallEvent }
  /** A known type that changes no call. */
  | { kind: 'unneeded' }
  /** An unknown type, or data that does not follow the type. */
  | { kind: 'strange' };

/** What the communication service posts to this app. */
export interface Callbacks {
  /**
   * Whether the authorization header holds a valid token of the service for this resource. Throws Transient if the keys of
   * the service are unavailable.
   */
  isSigned(authorization: string | null, now: Instant): Promise<boolean>;
  read(callback: Callback, call: Pick<Call, 'representative'>, now: Instant): CallbackReading;
}
