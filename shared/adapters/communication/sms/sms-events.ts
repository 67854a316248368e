// Event Grid events of the SMS network. Numbers arrive with and without a plus, the tag as `Tag` or as `tag`.
import { z } from 'zod';
import { type E164, e164Schema } from '../../../domain/values/phone.ts';
import type { SmsEvent } from '../../../domain/sms/sms-event.ts';

const reportSchema = z.looseObject({
  to: z.string().optional(),
  deliveryStatus: z.string(),
  deliveryStatusDetails: z.string().optional(),
  Tag: z.string().optional(),
  tag: z.string().optional(),
});
const receivedSchema = z.looseObject({ from: z.string(), message: z.string() });

/** The subscription chooses the schema: Event Grid names the type `eventType`, CloudEvents names it `type`. */
const eventSchema = z.looseObject({
  eventType: z.string().optional(),
  type: z.string().optional(),
  data: z.unknown(),
});

/** `unknown`: neither a delivery report nor an inbound message, or a malformed one. */
type SmsReading = SmsEvent | { kind: 'unknown' };
const unknown: SmsReading = { kind: 'unknown' };

export function readSmsEvent(raw: unknown): SmsReading {
  const { data: event } = eventSchema.safeParse(raw);
  if (event === undefined) return unknown;
  switch (event.eventType ?? event.type) {
    case 'Microsoft.Communication.SMSDeliveryReportReceived': {
      const { data } = reportSchema.safeParse(event.data);
      const tag = data?.Tag ?? data?.tag;
      if (data === undefined || tag === undefined) return unknown;
      const details = data.deliveryStatusDetails ?? '';
      const optedOut = /\b4007\b|sender blocked for given recipient/i.test(details);
      const delivered = data.deliveryStatus === 'Delivered';
      return { kind: 'report', tag, delivered, to: parseNumber(data.to), optedOut };
    }
    case 'Microsoft.Communication.SMSReceived': {
      const { data } = receivedSchema.safeParse(event.data);
      const from = parseNumber(data?.from);
      return data === undefined || from === null
        ? unknown
        : { kind: 'received', from, message: data.message };
    }
    default:
      return unknown;
  }
}

function parseNumber(number: string | undefined): E164 | null {
  if (number === undefined) return null;
  return e164Schema.safeParse(number.startsWith('+') ? number : `+${number}`).data ?? null;
}
