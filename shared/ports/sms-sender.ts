import type { DeliveryId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';

export interface SmsOrder {
  deliveryId: DeliveryId;
  to: E164;
  from: E164;
  text: string;
  /** The delivery report returns it. */
  tag: string;
}

type SmsSending = { kind: 'sent' } | { kind: 'refused'; diagnostics: string };

/**
 * Sending the same delivery twice sends one message. Throws Transient if the service was not available. Throws Permanent if
 * the service refuses every SMS until an operator corrects the configuration; then nothing was sent.
 */
export interface SmsSender {
  send(order: SmsOrder): Promise<SmsSending>;
}
