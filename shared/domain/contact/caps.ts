// Frequency limits and the one-delivery-per-number rule. A limit counts deliveries in a rolling window (24 hours, seven
// days), over all engagements and channels: the page names no basis, and rolling is never more generous than a
// calendar day. A limit defers a delivery, it never drops it. Entries are keyed by the delivery id: entering twice is once.
import type { FrequencyLimits } from '../engagement/engagement.ts';
import type { DeliveryId } from '../ids.ts';
import type { E164 } from '../phone.ts';
import { DAY, earliest, type Instant, later, MINUTE } from '../time.ts';
import type { Channel, Contact, NumberRecord, Reach } from './contact.ts';

const keptFor = 31 * DAY;
/** A number in use is looked at again at the latest after this long: most calls are shorter than their deadline. */
const numberAgainMs = 2 * MINUTE;

/** The instant from which the limits allow one more delivery to the contact; `now` when they allow it already. */
export function allowedFrom(
  reached: readonly Reach[],
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant {
  const others = reached.filter((entry) => entry.deliveryId !== delivery);
  const perDay = free(others, limits?.perDay ?? null, DAY, now);
  const perWeek = free(others, limits?.perWeek ?? null, 7 * DAY, now);
  return perDay > perWeek ? perDay : perWeek;
}

function free(reached: readonly Reach[], limit: number | null, window: number, now: Instant) {
  if (limit === null) return now;
  const recent = reached
    .map((entry) => entry.at)
    .filter((at) => at > later(now, -window))
    .sort();
  const blocking = recent.at(-limit);
  return blocking === undefined ? now : later(blocking, window);
}

export function enterReach(contact: Contact, entry: Reach): Contact {
  const kept = contact.reached.filter(
    (other) => other.deliveryId !== entry.deliveryId && other.at > later(entry.at, -keptFor),
  );
  return { ...contact, reached: [...kept, entry] };
}

/** Undoes enterReach for a delivery that provably never happened. */
export function withdrawReach(contact: Contact, delivery: DeliveryId): Contact {
  const reached = contact.reached.filter((entry) => entry.deliveryId !== delivery);
  return reached.length === contact.reached.length ? contact : { ...contact, reached };
}

export const hasReached = ({ reached }: Contact, delivery: DeliveryId): boolean =>
  reached.some((entry) => entry.deliveryId === delivery);

export function newNumber(number: E164): NumberRecord {
  return {
    id: `number:${number}`,
    type: 'number',
    schemaVersion: 1,
    number,
    open: null,
    optedOut: { voice: null, sms: null },
  };
}

/** The delivery other than `delivery` that has the number now, if there is one. */
export function occupant(record: NumberRecord, delivery: DeliveryId, now: Instant) {
  const { open } = record;
  return open !== null && open.deliveryId !== delivery && open.until > now ? open : null;
}

/** When it is worth asking again for a number that another delivery has. */
export const askAgainAt = ({ until }: { until: Instant }, now: Instant): Instant =>
  earliest(until, later(now, numberAgainMs));

export function occupy(record: NumberRecord, delivery: DeliveryId, until: Instant): NumberRecord {
  return { ...record, open: { deliveryId: delivery, until } };
}

export function vacate(record: NumberRecord, delivery: DeliveryId): NumberRecord {
  return record.open?.deliveryId === delivery ? { ...record, open: null } : record;
}

export function optOut(record: NumberRecord, channel: Channel, at: Instant): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: record.optedOut[channel] ?? at } };
}

export function optIn(record: NumberRecord, channel: Channel): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: null } };
}
