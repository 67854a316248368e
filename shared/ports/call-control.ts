import type { DeliveryId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { VoiceResult } from '../domain/outcome/result.ts';

export interface CallOrder {
  deliveryId: DeliveryId;
  to: E164;
  from: E164;
  /** Where the service posts what happens to the call. */
  callbackUrl: string;
  /** Whether the greeting will be listened to. */
  listens: boolean;
}

export type Placement =
  | { kind: 'placed'; connectionId: string; callId: string | null }
  /** The service says no; nothing was dialled, and asking again will not help. */
  | { kind: 'refused'; result: VoiceResult; diagnostics: string }
  /** The service has no room now; nothing was dialled. */
  | { kind: 'throttled'; retryAfterMs: number | null }
  /** The service takes no calls of ours at all until a person mends it; nothing was dialled. */
  | { kind: 'misconfigured'; retryAfterMs: number; diagnostics: string }
  /** No answer came: the call may have been placed. Its callbacks or its deadline will tell. */
  | { kind: 'unclear' };

/**
 * The telephone. `place` is asked once per delivery and never retried. The other operations throw Transient when the
 * service could not take them, among others because the call still rings, and quietly do nothing when the call is gone.
 */
export interface CallControl {
  place(order: CallOrder): Promise<Placement>;
  addRepresentative(connectionId: string, address: string, withinMs: number): Promise<void>;
  /** Listens for the first utterance of the called person; a callback brings it. */
  listen(connectionId: string, to: E164, language: string): Promise<void>;
  speak(connectionId: string, text: string, language: string): Promise<void>;
  hangUp(connectionId: string): Promise<void>;
}
