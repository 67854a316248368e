// Lines of one display number that are reserved for calls. Several pacing groups may show the number and tick at the
// same moment, without seeing each other's calls. A tick therefore reserves its lines here, under one etag, before it
// reserves a task. A written call uses its line itself. Its reservation counts as the same line until every instance
// sees the call or its end.
import { z } from 'zod';
import { type DeliveryId, deliveryIdSchema } from '../values/ids.ts';
import { e164Schema } from '../values/phone.ts';
import { type Instant, instantSchema } from '../values/time.ts';

const lineHoldSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  /** The pacing group that will contain the call. */
  pacingGroup: z.string(),
  /**
   * The tick that made the reservation. Two overlapping ticks may reserve for the same delivery; each releases only
   * its own reservation.
   */
  ticket: z.string(),
  /** The line is free again at this time, whatever happened to the tick. */
  until: instantSchema,
});
export type LineReservation = z.infer<typeof lineHoldSchema>;

export const lineReservationsSchema = z.strictObject({
  number: e164Schema,
  holds: z.array(lineHoldSchema),
});
export type LineReservations = z.infer<typeof lineReservationsSchema>;

/** What else is known of the number's lines. */
export interface KnownLines {
  perNumber: number;
  /** Deliveries with a live call from the number. */
  up: ReadonlySet<DeliveryId>;
  /** Deliveries with a reservation here and a call that has ended. */
  over: ReadonlySet<DeliveryId>;
  now: Instant;
}

/** Reservations of deliveries without a live call: not written yet, or ended. */
export const withoutLiveCall = (
  { holds }: LineReservations,
  up: KnownLines['up'],
  now: Instant,
): LineReservation[] => holds.filter(({ deliveryId, until }) => until > now && !up.has(deliveryId));

/** Reserves in order as many of the wanted lines as are free; `next` is the record to store. */
export function reserveLines(
  record: LineReservations,
  wanted: readonly LineReservation[],
  { perNumber, up, over, now }: KnownLines,
): { next: LineReservations; held: readonly LineReservation[] } {
  const own = new Set(wanted.map(({ ticket }) => ticket));
  const others = record.holds.filter(
    ({ deliveryId, ticket, until }) => until > now && !over.has(deliveryId) && !own.has(ticket),
  );
  const taken = up.size + withoutLiveCall({ ...record, holds: others }, up, now).length;
  const held = wanted.slice(0, Math.max(0, perNumber - taken));
  return { next: { ...record, holds: [...others, ...held] }, held };
}

/** Releases the reservations of calls that did not start. */
export function releaseLines(
  record: LineReservations,
  ticket: string,
  deliveries: readonly DeliveryId[],
): LineReservations {
  const holds = record.holds.filter(
    (one) => one.ticket !== ticket || !deliveries.includes(one.deliveryId),
  );
  return holds.length === record.holds.length ? record : { ...record, holds };
}
