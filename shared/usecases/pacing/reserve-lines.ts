// A tick reserves a line for every call that it will start. All lines of one display number take one conditional
// write. If several groups use the number at once, one of them gets the last line. No task is reserved yet. So a group
// without a line has nothing to undo, and tries again at the next tick.
import type { DeliveryId } from '../../domain/values/ids.ts';
import {
  type LineReservation,
  liveDeliveries,
  releaseLines,
  reserveLines,
  withoutLiveCall,
} from '../../domain/pacing/line-reservations.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { type Instant, later } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Line } from '../../ports/call-store.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { findEndedDeliveries } from './find-ended-deliveries.ts';
import { taskReservationMs } from './reserve-and-queue-call.ts';
import type { Ports } from '../../ports/ports.ts';

/**
 * How long a line stays reserved for a call that is not visible yet. A call is dialed within its task reservation or
 * never, counted from the tick. Two reservations cover two slow ticks; the third covers clocks that differ.
 */
const lineReservationMs = 3 * taskReservationMs;

export interface LineRequest {
  deliveryId: DeliveryId;
  from: E164;
  /** The maximum of concurrent calls of the number. */
  perNumber: number;
}

interface ReservedLines {
  has(deliveryId: DeliveryId): boolean;
  /** Releases the lines of requests that did not start. */
  release(requests: readonly LineRequest[]): Promise<void>;
  /** Why some lines could not be reserved; those of other numbers are. */
  failure: Error | undefined;
}

/** `lines` are all live calls, read after `now`. */
export type ReserveLines = (
  group: string,
  requests: readonly LineRequest[],
  lines: readonly Line[],
  now: Instant,
) => Promise<ReservedLines>;

export function createReserveLines({
  callStore,
  lineReservations,
  clock,
  ids,
}: Pick<Ports, 'callStore' | 'lineReservations' | 'clock' | 'ids'>): ReserveLines {
  return async (pacingGroup, requests, lines, now) => {
    const ticket = ids.secret();
    const common = { pacingGroup, ticket, until: later(now, lineReservationMs) };
    const results = await Promise.allSettled(
      [...byNumber(requests)].map(([number, ofNumber]) => {
        const wanted = ofNumber.map(({ deliveryId }) => ({ ...common, deliveryId }));
        const perNumber = Math.min(...ofNumber.map((request) => request.perNumber));
        return reserveOf(number, wanted, perNumber, lines, now);
      }),
    );
    const reserved = results.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const failed = results.find((one) => one.status === 'rejected');
    const reason: unknown = failed?.reason;
    const deliveries = new Set(reserved.map(({ deliveryId }) => deliveryId));
    return {
      has: (deliveryId) => deliveries.has(deliveryId),
      failure: reason instanceof Error ? reason : undefined,
      async release(unused) {
        await Promise.all(
          [...byNumber(unused)].map(([number, ofNumber]) =>
            releaseOf(
              number,
              ticket,
              ofNumber.map(({ deliveryId }) => deliveryId),
            ),
          ),
        );
      },
    };
  };

  /** Reserves as many of the wanted lines of the number as are free. */
  async function reserveOf(
    number: E164,
    wanted: readonly LineReservation[],
    perNumber: number,
    lines: readonly Line[],
    now: Instant,
  ): Promise<readonly LineReservation[]> {
    const live = liveDeliveries(number, lines);
    try {
      return await retryOnConflict(clock, async () => {
        const record = await lineReservations.find(number);
        const pending = withoutLiveCall(record.value, live, now);
        const ended = await findEndedDeliveries(callStore, pending);
        const calls = { perNumber, live, ended, now };
        const { next, reserved } = reserveLines(record.value, wanted, calls);
        if (reserved.length > 0) await lineReservations.save({ ...record, value: next });
        return reserved;
      });
    } catch (error) {
      // Too much contention; treat the number as fully used.
      if (error instanceof ConcurrencyConflict) return [];
      throw error;
    }
  }

  async function releaseOf(number: E164, ticket: string, deliveries: readonly DeliveryId[]) {
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

const byNumber = (requests: readonly LineRequest[]) => Map.groupBy(requests, ({ from }) => from);
