// One delivery at a time reserves a number, so that two calls never ring the same telephone.
import type { DeliveryId } from '../values/ids.ts';
import { earliest, type Instant, later, MINUTE } from '../values/time.ts';
import type { NumberRecord } from './number-record.ts';

/** A number in use is checked again after this time at the latest: most calls end long before their deadline. */
const recheckMs = 2 * MINUTE;

/** The reservation of the number by another delivery; null if the number is free for `delivery`. */
export function numberReservation(record: NumberRecord, delivery: DeliveryId, now: Instant) {
  const { open } = record;
  return open !== null && open.deliveryId !== delivery && open.until > now ? open : null;
}

export const checkNumberAgainAt = ({ until }: { until: Instant }, now: Instant): Instant =>
  earliest(until, later(now, recheckMs));

export function reserveNumberFor(
  record: NumberRecord,
  delivery: DeliveryId,
  until: Instant,
): NumberRecord {
  return { ...record, open: { deliveryId: delivery, until } };
}

export function releaseNumberFrom(record: NumberRecord, delivery: DeliveryId): NumberRecord {
  return record.open?.deliveryId === delivery ? { ...record, open: null } : record;
}
