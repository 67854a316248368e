import { describe, expect, test } from 'vitest';
import { createLineReservationStore } from '../../shared/adapters/cosmos/line-reservation-store.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { LineReservationStore } from '../../shared/ports/line-reservation-store.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryLineReservations } from '../support/fakes/memory/line-reservations.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => LineReservationStore][] = [
  ['in memory', memoryLineReservations],
  ['in Cosmos DB', () => createLineReservationStore(cosmos().floor, createRecordingLog())],
];

describe.each(stores)('the line reservation store %s', (_name, open) => {
  test('a number has no reserved lines at first, and one of two concurrent reservations gets a ConcurrencyConflict', async () => {
    const reservations = open();
    const number = aNumber(500);
    const none = await reservations.find(number);
    expect(none).toEqual({ value: { number, holds: [] }, etag: null });
    const deliveryId = aDeliveryId(aTaskId(21));
    const hold = { deliveryId, pacingGroup: fresh('group'), ticket: 'mine', until: noon };
    const held = { ...none, value: { number, holds: [hold] } };
    await reservations.save(held);
    await expect(reservations.save(held)).rejects.toThrow(ConcurrencyConflict);
    const found = await reservations.find(number);
    expect(found.value).toEqual(held.value);
    await reservations.save({ ...found, value: none.value });
    await expect(reservations.save(found)).rejects.toThrow(ConcurrencyConflict);
    expect((await reservations.find(number)).value).toEqual(none.value);
  });
});
