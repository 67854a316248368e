// A tick reserves a line for every call that it will start. All lines of one display number take one conditional
// write. If several groups use the number at once, one of them gets the last line. No task is reserved yet. So a group
// without a line has nothing to undo, and tries again at the next tick.
import { holdsLine } from '../../domain/call/call.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import {
  reserveLines,
  releaseLines,
  type LineReservation,
  withoutLiveCall,
} from '../../domain/pacing/line-reservations.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { type Instant, later } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { CallStore, Line } from '../../ports/call-store.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { taskReservationMs } from './reserve-and-queue-call.ts';
import type { Ports } from '../../ports/ports.ts';

/**
 * How long a line stays reserved for a call that is not visible yet. A call is dialed within its task reservation or
 * never, counted from the tick. Two reservations cover two slow ticks; the third covers clocks that differ.
 */
const heldMs = 3 * taskReservationMs;

export interface LineRequest {
  deliveryId: DeliveryId;
  from: E164;
  /** The maximum of concurrent calls of the number. */
  perNumber: number;
}

interface ReservedLines {
  has(deliveryId: DeliveryId): boolean;
  /** Releases the lines of requests that did not start. */
  leave(orders: readonly LineRequest[]): Promise<void>;
  /** Why some lines could not be reserved; those of other numbers are. */
  failure: Error | undefined;
}

/** `lines` are all live calls, read after `now`. */
export type ReserveLines = (
  group: string,
  orders: readonly LineRequest[],
  lines: readonly Line[],
  now: Instant,
) => Promise<ReservedLines>;

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
    const held = await Promise.all(
      [...numbers].map(async (from) => {
        const { value } = await lineReservations.find(from);
        const found = withoutLiveCall(value, upFrom(from, lines), now);
        const over = await overAmong(callStore, found);
        return found.flatMap(({ deliveryId }) => (over.has(deliveryId) ? [] : [{ from }]));
      }),
    );
    return held.flat();
  };
}

/** The deliveries with a live call from the number. */
function upFrom(number: E164, lines: readonly Line[]): Set<DeliveryId> {
  const own = lines.filter(({ from, status }) => from === number && holdsLine[status]);
  return new Set(own.map(({ id }) => id));
}

/** A missing call is about to be written; only an existing and ended call has released its line. */
async function overAmong(
  callStore: Pick<CallStore, 'find'>,
  holds: readonly LineReservation[],
): Promise<Set<DeliveryId>> {
  const found = await Promise.all(
    holds.map(({ pacingGroup, deliveryId }) => callStore.find(pacingGroup, deliveryId)),
  );
  const over = found.filter((call) => call !== undefined && !holdsLine[call.value.status]);
  return new Set(over.flatMap((call) => call?.value.id ?? []));
}

export function createReserveLines({
  callStore,
  lineReservations,
  clock,
  ids,
}: Pick<Ports, 'callStore' | 'lineReservations' | 'clock' | 'ids'>): ReserveLines {
  return async (pacingGroup, orders, lines, now) => {
    const ticket = ids.secret();
    const common = { pacingGroup, ticket, until: later(now, heldMs) };
    const numbers = [...Map.groupBy(orders, ({ from }) => from)];
    const asked = await Promise.allSettled(
      numbers.map(([number, list]) => {
        const wanted = list.map(({ deliveryId }) => ({ ...common, deliveryId }));
        const perNumber = Math.min(...list.map((order) => order.perNumber));
        return take(number, wanted, perNumber, lines, now);
      }),
    );
    const held = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const failed = asked.find((one) => one.status === 'rejected');
    const reason: unknown = failed?.reason;
    const own = new Set(held.map(({ deliveryId }) => deliveryId));
    return {
      has: (deliveryId) => own.has(deliveryId),
      failure: reason instanceof Error ? reason : undefined,
      async leave(given) {
        await Promise.all(
          [...Map.groupBy(given, ({ from }) => from)].map(([number, list]) =>
            giveBack(
              number,
              ticket,
              list.map(({ deliveryId }) => deliveryId),
            ),
          ),
        );
      },
    };
  };

  async function take(
    number: E164,
    wanted: readonly LineReservation[],
    perNumber: number,
    lines: readonly Line[],
    now: Instant,
  ): Promise<readonly LineReservation[]> {
    const up = upFrom(number, lines);
    try {
      return await retryOnConflict(clock, async () => {
        const record = await lineReservations.find(number);
        const over = await overAmong(callStore, withoutLiveCall(record.value, up, now));
        const { next, held } = reserveLines(record.value, wanted, { perNumber, up, over, now });
        if (held.length > 0) await lineReservations.save({ ...record, value: next });
        return held;
      });
    } catch (error) {
      // Too much contention; treat the number as fully used.
      if (error instanceof ConcurrencyConflict) return [];
      throw error;
    }
  }

  async function giveBack(number: E164, ticket: string, deliveries: readonly DeliveryId[]) {
    try {
      await retryOnConflict(clock, async () => {
        const record = await lineReservations.find(number);
        const next = releaseLines(record.value, ticket, deliveries);
        if (next !== record.value) await lineReservations.save({ ...record, value: next });
      });
    } catch (error) {
      // The deadline of the reservation releases it as well.
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
  }
}
