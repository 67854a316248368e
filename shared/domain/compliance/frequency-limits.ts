// How often the engine may deliver to a contact and to a number. A limit counts deliveries in a rolling window (24 hours,
// 7 days, 30 days) over all engagements and channels. Rolling is never more generous than a calendar day.
import { z } from 'zod';
import type { ContactAttempt, NumberAttempt } from '../contact/contact-attempts.ts';
import type { DeliveryId } from '../values/ids.ts';
import { DAY, type Instant, later, latest } from '../values/time.ts';

const countSchema = (max: number) => z.int().min(1).max(max).nullable();
const counts = {
  /** In any 24 hours. */
  perDay: countSchema(100),
  /** In any seven days. */
  perWeek: countSchema(500),
  /** In any thirty days. */
  perMonth: countSchema(1000),
};

/** Null: no limit. */
export const frequencyLimitsSchema = z
  .strictObject({
    ...counts,
    /** The same counts for one telephone number, over all contacts that share it. */
    perNumber: z.strictObject(counts),
  })
  .nullable();
export type FrequencyLimits = z.infer<typeof frequencyLimitsSchema>;

/** The first instant at which the limits allow one more delivery to the contact; `now` if they allow it now. */
export function contactAllowedFrom(
  attempts: readonly ContactAttempt[],
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant {
  return limits === null ? now : allowedFrom(attempts, limits, delivery, now);
}

/** The same for a number. */
export function numberAllowedFrom(
  attempts: readonly NumberAttempt[],
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant {
  return limits === null ? now : allowedFrom(attempts, limits.perNumber, delivery, now);
}

function allowedFrom(
  attempts: readonly NumberAttempt[],
  limits: NonNullable<FrequencyLimits>['perNumber'],
  delivery: DeliveryId,
  now: Instant,
): Instant {
  const otherAttempts = attempts
    .filter((entry) => entry.deliveryId !== delivery)
    .map(({ at }) => at);
  return [
    windowAllowedFrom(otherAttempts, limits.perDay, DAY, now),
    windowAllowedFrom(otherAttempts, limits.perWeek, 7 * DAY, now),
    windowAllowedFrom(otherAttempts, limits.perMonth, 30 * DAY, now),
  ].reduce(latest);
}

function windowAllowedFrom(
  attempts: readonly Instant[],
  limit: number | null,
  window: number,
  now: Instant,
): Instant {
  if (limit === null) return now;
  const recent = attempts.filter((at) => at > later(now, -window)).sort();
  const blocking = recent.at(-limit);
  return blocking === undefined ? now : later(blocking, window);
}
