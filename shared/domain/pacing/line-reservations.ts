// The lines of one display number that calls are about to take. Several pacing groups may show the number and tick at one
// moment, and none of them sees yet what another has just decided: so a tick holds its lines here, under one version,
// before it claims a task. From when a call is written it takes up its line itself; the hold stands beside it, and counts
// as the same line, until everybody is sure to see the call or to know that it is over.
import { z } from 'zod';
import { type DeliveryId, deliveryIdSchema } from '../values/ids.ts';
import { e164Schema } from '../values/phone.ts';
import { type Instant, instantSchema } from '../values/time.ts';

const lineHoldSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  /** Where the call of the delivery is found, once it is written. */
  pacingGroup: z.string(),
  /** Of the tick that holds it: two that overlap may be at the same delivery, and each leaves its own alone. */
  ticket: z.string(),
  /** The line is free again by then, whatever became of the tick. */
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
  /** The deliveries whose calls are up from the number. */
  up: ReadonlySet<DeliveryId>;
  /** Deliveries that hold a line here, and whose calls are known to be over. */
  over: ReadonlySet<DeliveryId>;
  now: Instant;
}

/** The holds of deliveries whose calls are not among those that are up: not written yet, or over. */
export const withoutLiveCall = (
  { holds }: LineReservations,
  up: KnownLines['up'],
  now: Instant,
): LineReservation[] => holds.filter(({ deliveryId, until }) => until > now && !up.has(deliveryId));

/** As many of the wanted holds, in their order, as lines are free; `next` is what stands from then on. */
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

/** Gives back what calls held that were not started after all. */
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
