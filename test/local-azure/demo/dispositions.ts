/** Compares the recorded dispositions with the stored documents and with later calls. */
import { type DeliveryDocument, type Documents } from './documents.ts';
import { type PlacedCall, type RecordedDisposition } from './journal.ts';

/** Calls in progress when the code was recorded are not counted against the engine. */
const graceMs = 5000;

/** Calls to contacts or numbers that one of these codes opted out before. */
export function callsAfterOptOut(
  recorded: readonly RecordedDisposition[],
  optingOut: readonly string[],
  deliveries: readonly DeliveryDocument[],
  calls: readonly PlacedCall[],
): string[] {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return recorded
    .filter(({ codes }) => codes.some((code) => optingOut.includes(code)))
    .flatMap(({ deliveryId, at }) => {
      const { to, contactId } = byId.get(deliveryId) ?? {};
      return calls
        .filter(({ startedAt }) => startedAt > at + graceMs)
        .filter((call) => call.to === to || byId.get(call.deliveryId)?.contactId === contactId)
        .map((call) => `${call.to} at ${new Date(call.startedAt).toISOString()}`);
    });
}

/** Deliveries with other codes than the latest recorded ones. */
export function lostDispositions(
  recorded: readonly RecordedDisposition[],
  deliveries: readonly DeliveryDocument[],
) {
  const last = new Map(recorded.map(({ deliveryId, codes }) => [deliveryId, codes]));
  const storedCodes = new Map(
    deliveries.map(({ id, dispositionCodes = [] }) => [id, dispositionCodes]),
  );
  return [...last].flatMap(([id, codes]) => {
    const stored = storedCodes.get(id) ?? [];
    return stored.join() === codes.join() ? [] : [`${id}: ${stored.join()}, not ${codes.join()}`];
  });
}

/** The number of deliveries per code. */
export function countDispositions({ deliveries }: Documents): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of deliveries.flatMap(({ dispositionCodes = [] }) => dispositionCodes)) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
