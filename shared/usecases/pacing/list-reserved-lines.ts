import { liveDeliveries, withoutLiveCall } from '../../domain/pacing/line-reservations.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Line } from '../../ports/call-store.ts';
import type { Ports } from '../../ports/ports.ts';
import { findEndedDeliveries } from './find-ended-deliveries.ts';

/** A reserved line without a live call: not dialed yet, or given up by its tick. */
export interface ReservedLine {
  from: E164;
}

/** The reserved lines of these numbers in addition to the live calls; they are not free. */
export type ListReservedLines = (
  numbers: Iterable<E164>,
  lines: readonly Line[],
  now: Instant,
) => Promise<ReservedLine[]>;

export function createListReservedLines({
  callStore,
  lineReservations,
}: Pick<Ports, 'callStore' | 'lineReservations'>): ListReservedLines {
  return async (numbers, lines, now) => {
    const byNumber = await Promise.all(
      [...numbers].map(async (from) => {
        const { value } = await lineReservations.find(from);
        const reservations = withoutLiveCall(value, liveDeliveries(from, lines), now);
        const ended = await findEndedDeliveries(callStore, reservations);
        return reservations.flatMap(({ deliveryId }) => (ended.has(deliveryId) ? [] : [{ from }]));
      }),
    );
    return byNumber.flat();
  };
}
