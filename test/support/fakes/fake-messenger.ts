// SMS over virtual time: sent messages, delivery reports, and contacts that reply STOP.
import type { E164 } from '../../../shared/domain/values/phone.ts';
import type { SmsEvent } from '../../../shared/domain/sms/sms-event.ts';
import type { Instant } from '../../../shared/domain/values/time.ts';
import { Permanent } from '../../../shared/errors.ts';
import type { SmsOrder, SmsSender } from '../../../shared/ports/sms-sender.ts';
import type { VirtualTimeline } from './virtual-timeline.ts';

/** `unauthorized`: the service refuses this app. */
export type Reader = 'delivered' | 'undelivered' | 'refused' | 'unauthorized' | 'silent' | 'STOP';
export interface SentText extends SmsOrder {
  at: Instant;
}
export interface Messenger extends SmsSender {
  readonly texts: readonly SentText[];
}

export function createFakeMessenger(
  timeline: VirtualTimeline,
  reader: (number: E164) => Reader,
  post: (event: SmsEvent) => void,
): Messenger {
  const texts: SentText[] = [];
  return {
    texts,
    async send(order) {
      const reads = reader(order.to);
      if (reads === 'unauthorized')
        throw new Permanent('The service refused the request (401/Denied).');
      if (reads === 'refused') return { kind: 'refused', diagnostics: '400' };
      // The service identifies a repeated order by its delivery.
      if (texts.some(({ deliveryId }) => deliveryId === order.deliveryId)) return { kind: 'sent' };
      texts.push({ ...order, at: timeline.now() });
      const { tag, to } = order;
      if (reads === 'silent') return { kind: 'sent' };
      const delivered = reads !== 'undelivered';
      timeline.after(2_000, () => post({ kind: 'report', tag, delivered, to, optedOut: false }));
      if (reads === 'STOP') {
        timeline.after(30_000, () => post({ kind: 'received', from: to, message: 'Stop.' }));
      }
      return { kind: 'sent' };
    },
  };
}
