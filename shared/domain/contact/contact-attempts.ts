// The deliveries that count against the frequency limits. The delivery id is the key: counting twice counts once.
import { z } from 'zod';
import { deliveryIdSchema, engagementIdSchema, type DeliveryId } from '../values/ids.ts';
import { DAY, type Instant, instantSchema, later } from '../values/time.ts';
import { channelSchema } from './channel.ts';

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

/** A contact, of which contact.ts has the schema. An import of it would be a circle. */
interface WithContactAttempts {
  reached: ContactAttempt[];
}

/** A number record, of which number-record.ts has the schema. An import of it would be a circle. */
interface WithNumberAttempts {
  reached: NumberAttempt[];
}

/** Longer than the longest window of a limit. */
const retentionMs = 31 * DAY;

const withoutDelivery = <T extends NumberAttempt>(attempts: readonly T[], delivery: DeliveryId) =>
  attempts.filter(({ deliveryId }) => deliveryId !== delivery);

const withoutOld = <T extends NumberAttempt>(attempts: readonly T[], now: Instant) =>
  attempts.filter(({ at }) => at > later(now, -retentionMs));

export function addContactAttempt<C extends WithContactAttempts>(
  contact: C,
  attempt: ContactAttempt,
): C {
  const otherAttempts = withoutOld(
    withoutDelivery(contact.reached, attempt.deliveryId),
    attempt.at,
  );
  return { ...contact, reached: [...otherAttempts, attempt] };
}

export function removeContactAttempt<C extends WithContactAttempts>(
  contact: C,
  delivery: DeliveryId,
): C {
  const otherAttempts = withoutDelivery(contact.reached, delivery);
  return otherAttempts.length === contact.reached.length
    ? contact
    : { ...contact, reached: otherAttempts };
}

export const hasContactAttempt = (
  { reached }: WithContactAttempts,
  delivery: DeliveryId,
): boolean => reached.some(({ deliveryId }) => deliveryId === delivery);

export function addNumberAttempt<R extends WithNumberAttempts>(
  record: R,
  attempt: NumberAttempt,
): R {
  const otherAttempts = withoutOld(withoutDelivery(record.reached, attempt.deliveryId), attempt.at);
  return { ...record, reached: [...otherAttempts, attempt] };
}

export function removeNumberAttempt<R extends WithNumberAttempts>(
  record: R,
  delivery: DeliveryId,
): R {
  const otherAttempts = withoutDelivery(record.reached, delivery);
  return otherAttempts.length === record.reached.length
    ? record
    : { ...record, reached: otherAttempts };
}
