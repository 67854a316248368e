// Frequency limits and the one-delivery-per-number rule. A limit counts deliveries in a rolling window (24 hours, seven
// days, thirty days), over all engagements and channels: the page names no basis, and rolling is never more generous than a
// calendar day. A limit defers a delivery, it never drops it. Entries are keyed by the delivery id: entering twice is once.
import type { FrequencyLimits } from './frequency-limits.ts';
import type { DeliveryId } from '../values/ids.ts';
import type { E164 } from '../values/phone.ts';
import { DAY, earliest, type Instant, later, latest, MINUTE } from '../values/time.ts';
import type { Channel, Contact, NumberRecord, ContactAttempt } from '../contact/contact.ts';

const keptFor = 31 * DAY;
/** A number in use is looked at again at the latest after this long: most calls are shorter than their deadline. */
const numberAgainMs = 2 * MINUTE;

/** The instant from which the limits allow one more delivery to the contact; `now` when they allow it already. */
export function contactAllowedFrom(
  reached: readonly ContactAttempt[],
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant {
  return limits === null ? now : within(reached, limits, delivery, now);
}

/** The same for a number, whoever is behind it. */
export function numberAllowedFrom(
  { reached }: NumberRecord,
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant {
  return limits === null ? now : within(reached, limits.perNumber, delivery, now);
}

/** Both: the instant from which the limits allow one more delivery to the contact at the number. */
export const attemptAllowedFrom = (
  contact: Contact | undefined,
  record: NumberRecord,
  limits: FrequencyLimits,
  delivery: DeliveryId,
  now: Instant,
): Instant =>
  latest(
    contactAllowedFrom(contact?.reached ?? [], limits, delivery, now),
    numberAllowedFrom(record, limits, delivery, now),
  );

function within(
  reached: readonly { deliveryId: DeliveryId; at: Instant }[],
  limits: NonNullable<FrequencyLimits>['perNumber'],
  delivery: DeliveryId,
  now: Instant,
): Instant {
  const others = reached.filter((entry) => entry.deliveryId !== delivery).map(({ at }) => at);
  return [
    free(others, limits.perDay, DAY, now),
    free(others, limits.perWeek, 7 * DAY, now),
    free(others, limits.perMonth, 30 * DAY, now),
  ].reduce(latest);
}

function free(
  reached: readonly Instant[],
  limit: number | null,
  window: number,
  now: Instant,
): Instant {
  if (limit === null) return now;
  const recent = reached.filter((at) => at > later(now, -window)).sort();
  const blocking = recent.at(-limit);
  return blocking === undefined ? now : later(blocking, window);
}

export function addContactAttempt(contact: Contact, entry: ContactAttempt): Contact {
  const kept = contact.reached.filter(
    (other) => other.deliveryId !== entry.deliveryId && other.at > later(entry.at, -keptFor),
  );
  return { ...contact, reached: [...kept, entry] };
}

/** Undoes enterReach for a delivery that provably never happened. */
export function removeContactAttempt(contact: Contact, delivery: DeliveryId): Contact {
  const reached = contact.reached.filter((entry) => entry.deliveryId !== delivery);
  return reached.length === contact.reached.length ? contact : { ...contact, reached };
}

export const hasContactAttempt = ({ reached }: Contact, delivery: DeliveryId): boolean =>
  reached.some((entry) => entry.deliveryId === delivery);

export function newNumberRecord(number: E164): NumberRecord {
  return {
    id: `number:${number}`,
    type: 'number',
    schemaVersion: 1,
    number,
    open: null,
    reached: [],
    optedOut: { voice: null, sms: null },
  };
}

/** The delivery other than `delivery` that has the number now, if there is one. */
export function numberReservation(record: NumberRecord, delivery: DeliveryId, now: Instant) {
  const { open } = record;
  return open !== null && open.deliveryId !== delivery && open.until > now ? open : null;
}

/** When it is worth asking again for a number that another delivery has. */
export const checkNumberAgainAt = ({ until }: { until: Instant }, now: Instant): Instant =>
  earliest(until, later(now, numberAgainMs));

/** The delivery counts against the number's limits. */
export function addNumberAttempt(
  record: NumberRecord,
  delivery: DeliveryId,
  at: Instant,
): NumberRecord {
  const kept = record.reached.filter(
    (entry) => entry.deliveryId !== delivery && entry.at > later(at, -keptFor),
  );
  return { ...record, reached: [...kept, { deliveryId: delivery, at }] };
}

export function removeNumberAttempt(record: NumberRecord, delivery: DeliveryId): NumberRecord {
  const reached = record.reached.filter((entry) => entry.deliveryId !== delivery);
  return reached.length === record.reached.length ? record : { ...record, reached };
}

/** The number is the delivery's until then. */
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

export function optOut(record: NumberRecord, channel: Channel, at: Instant): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: record.optedOut[channel] ?? at } };
}

export function optIn(record: NumberRecord, channel: Channel): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: null } };
}
