import type { DeliveryId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';

export interface SmsOrder {
  deliveryId: DeliveryId;
  to: E164;
  from: E164;
  text: string;
  /** Comes back with the delivery report. */
  tag: string;
}

type SmsSending = { kind: 'sent' } | { kind: 'refused'; diagnostics: string };

/**
 * Sends SMS. The same delivery sent twice is one message. Throws Transient when the service could not take it, and
 * Permanent when it takes nothing of ours until a person mends it: then nothing was sent.
 */
export interface SmsSender {
  send(order: SmsOrder): Promise<SmsSending>;
}
