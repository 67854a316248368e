// Lines of one display number that are reserved for calls. Several pacing groups may show the number and tick at the
// same moment, without seeing each other's calls. A tick therefore reserves its lines here, under one etag, before it
// reserves a task. A written call uses its line itself. Its reservation counts as the same line until every instance
// sees the call or its end.
import { z } from 'zod';
import { type Call, holdsLine } from '../call/call.ts';
import { type DeliveryId, deliveryIdSchema } from '../values/ids.ts';
import { type E164, e164Schema } from '../values/phone.ts';
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

/** The state of the calls from the number. */
export interface CallsOfNumber {
  /** The maximum of concurrent calls. */
  perNumber: number;
  /** Deliveries with a live call from the number. */
  live: ReadonlySet<DeliveryId>;
  /** Deliveries with a reservation here and a call that has ended. */
  ended: ReadonlySet<DeliveryId>;
  now: Instant;
}

/** The deliveries with a live call from the number. */
export function liveDeliveries(
  number: E164,
  lines: readonly Pick<Call, 'id' | 'from' | 'status'>[],
): Set<DeliveryId> {
  const ofNumber = lines.filter(({ from, status }) => from === number && holdsLine[status]);
  return new Set(ofNumber.map(({ id }) => id));
}

/** Reservations of deliveries without a live call: not written yet, or ended. */
export const withoutLiveCall = (
  { holds }: LineReservations,
  live: CallsOfNumber['live'],
  now: Instant,
): LineReservation[] =>
  holds.filter(({ deliveryId, until }) => until > now && !live.has(deliveryId));

/** Reserves in order as many of the wanted lines as are free; `next` is the record to store. */
export function reserveLines(
  record: LineReservations,
  requested: readonly LineReservation[],
  { perNumber, live, ended, now }: CallsOfNumber,
): { next: LineReservations; reserved: readonly LineReservation[] } {
  const tickets = new Set(requested.map(({ ticket }) => ticket));
  const otherReservations = record.holds.filter(
    ({ deliveryId, ticket, until }) =>
      until > now && !ended.has(deliveryId) && !tickets.has(ticket),
  );
  const inUse =
    live.size + withoutLiveCall({ ...record, holds: otherReservations }, live, now).length;
  const reserved = requested.slice(0, Math.max(0, perNumber - inUse));
  return { next: { ...record, holds: [...otherReservations, ...reserved] }, reserved };
}

/** Releases the reservations of calls that did not start. */
export function releaseLines(
  record: LineReservations,
  ticket: string,
  deliveries: readonly DeliveryId[],
): LineReservations {
  const holds = record.holds.filter(
    (reservation) => reservation.ticket !== ticket || !deliveries.includes(reservation.deliveryId),
  );
  return holds.length === record.holds.length ? record : { ...record, holds };
}
