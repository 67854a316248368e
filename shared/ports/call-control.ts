import type { DeliveryId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { VoiceResult } from '../domain/outcome/result.ts';

export interface CallOrder {
  deliveryId: DeliveryId;
  to: E164;
  from: E164;
  /** The address for the callbacks of the call. */
  callbackUrl: string;
  /** Whether the engine will listen to the greeting. */
  listens: boolean;
}

export type Placement =
  | { kind: 'placed'; connectionId: string; callId: string | null }
  /** The service refused the call; nothing was dialed, and a retry does not help. */
  | { kind: 'refused'; result: VoiceResult; diagnostics: string }
  /** The service throttled the request; nothing was dialed. */
  | { kind: 'throttled'; retryAfterMs: number | null }
  /** The service refuses all calls of this app until an operator fixes the cause; nothing was dialed. */
  | { kind: 'misconfigured'; retryAfterMs: number; diagnostics: string }
  /** No response: the call may have been placed. A callback or the deadline decides. */
  | { kind: 'unclear' };

/**
 * Telephone calls. `place` runs once per delivery and is never retried. The other operations throw Transient if the
 * service cannot execute them, for example while the call still rings. They do nothing if the call is gone.
 */
export interface CallControl {
  place(order: CallOrder): Promise<Placement>;
  addRepresentative(connectionId: string, address: string, withinMs: number): Promise<void>;
  /** Listens for the first utterance of the called person; a callback returns it. */
  listen(connectionId: string, to: E164, language: string): Promise<void>;
  speak(connectionId: string, text: string, language: string): Promise<void>;
  hangUp(connectionId: string): Promise<void>;
}
