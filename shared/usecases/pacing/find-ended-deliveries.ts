import { holdsLine } from '../../domain/call/call.ts';
import type { LineReservation } from '../../domain/pacing/line-reservations.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import type { CallStore } from '../../ports/call-store.ts';

/** A missing call is about to be written; only an existing and ended call has released its line. */
export async function findEndedDeliveries(
  callStore: Pick<CallStore, 'find'>,
  reservations: readonly LineReservation[],
): Promise<Set<DeliveryId>> {
  const calls = await Promise.all(
    reservations.map(({ pacingGroup, deliveryId }) => callStore.find(pacingGroup, deliveryId)),
  );
  const ended = calls.filter((call) => call !== undefined && !holdsLine[call.value.status]);
  return new Set(ended.flatMap((call) => call?.value.id ?? []));
}
