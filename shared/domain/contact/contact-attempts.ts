// The deliveries that count against the frequency limits. The delivery id is the key: counting twice counts once.
import { z } from 'zod';
import { deliveryIdSchema, engagementIdSchema, type DeliveryId } from '../values/ids.ts';
import { DAY, type Instant, instantSchema, later } from '../values/time.ts';
import { channelSchema } from './channel.ts';
import type { Contact } from './contact.ts';
import type { NumberRecord } from './number-record.ts';

export const contactAttemptSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  engagementId: engagementIdSchema,
  channel: channelSchema,
  at: instantSchema,
});
export type ContactAttempt = z.infer<typeof contactAttemptSchema>;

export const numberAttemptSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  at: instantSchema,
});
export type NumberAttempt = z.infer<typeof numberAttemptSchema>;

/** Longer than the longest window of a limit. */
const retentionMs = 31 * DAY;

const withoutDelivery = <T extends NumberAttempt>(attempts: readonly T[], delivery: DeliveryId) =>
  attempts.filter(({ deliveryId }) => deliveryId !== delivery);

const withoutOld = <T extends NumberAttempt>(attempts: readonly T[], now: Instant) =>
  attempts.filter(({ at }) => at > later(now, -retentionMs));

export function addContactAttempt(contact: Contact, attempt: ContactAttempt): Contact {
  const others = withoutOld(withoutDelivery(contact.reached, attempt.deliveryId), attempt.at);
  return { ...contact, reached: [...others, attempt] };
}

export function removeContactAttempt(contact: Contact, delivery: DeliveryId): Contact {
  const others = withoutDelivery(contact.reached, delivery);
  return others.length === contact.reached.length ? contact : { ...contact, reached: others };
}

export const hasContactAttempt = ({ reached }: Contact, delivery: DeliveryId): boolean =>
  reached.some(({ deliveryId }) => deliveryId === delivery);

export function addNumberAttempt(record: NumberRecord, attempt: NumberAttempt): NumberRecord {
  const others = withoutOld(withoutDelivery(record.reached, attempt.deliveryId), attempt.at);
  return { ...record, reached: [...others, attempt] };
}

export function removeNumberAttempt(record: NumberRecord, delivery: DeliveryId): NumberRecord {
  const others = withoutDelivery(record.reached, delivery);
  return others.length === record.reached.length ? record : { ...record, reached: others };
}
