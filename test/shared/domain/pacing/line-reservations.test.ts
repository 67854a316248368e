import { describe, expect, test } from 'vitest';
import type { DeliveryId } from '../../../../shared/domain/values/ids.ts';
import {
  reserveLines,
  releaseLines,
  type LineReservation,
  type LineReservations,
  withoutLiveCall,
} from '../../../../shared/domain/pacing/line-reservations.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';

const id = (n: number) => aDeliveryId(aTaskId(n));
const until = later(noon, MINUTE);
const aReservation = (n: number, changes: Partial<LineReservation> = {}): LineReservation => ({
  deliveryId: id(n),
  pacingGroup: 'renewals',
  ticket: 'theirs',
  until,
  ...changes,
});
const createRecord = (...holds: LineReservation[]): LineReservations => ({
  number: aNumber(99),
  holds,
});
const idSet = (...list: number[]): ReadonlySet<DeliveryId> => new Set(list.map(id));
const deliveryIdsOf = (holds: readonly LineReservation[]) =>
  holds.map(({ deliveryId }) => deliveryId);

const nothingReserved = { reservations: createRecord(), live: idSet(), ended: idSet() };

test.each([
  { name: 'both if no call is live', ...nothingReserved, gets: [7, 8] },
  { name: 'one if one call is live', ...nothingReserved, live: idSet(1), gets: [7] },
  {
    name: 'one if one line is reserved',
    ...nothingReserved,
    reservations: createRecord(aReservation(1)),
    gets: [7],
  },
  {
    name: 'none if a reservation and a live call use both lines',
    ...nothingReserved,
    reservations: createRecord(aReservation(1)),
    live: idSet(2),
    gets: [],
  },
  {
    name: 'none if more calls are live than lines exist',
    ...nothingReserved,
    live: idSet(1, 2, 3),
    gets: [],
  },
  {
    name: 'one if the reserved line is that of the live call',
    ...nothingReserved,
    reservations: createRecord(aReservation(1)),
    live: idSet(1),
    gets: [7],
  },
  {
    name: 'both if the reserved line is that of an ended call',
    ...nothingReserved,
    reservations: createRecord(aReservation(1)),
    ended: idSet(1),
    gets: [7, 8],
  },
  {
    name: 'both if the reservation has expired',
    ...nothingReserved,
    reservations: createRecord(aReservation(1, { until: noon })),
    gets: [7, 8],
  },
  {
    name: 'one if another tick reserved a line for the same delivery',
    ...nothingReserved,
    reservations: createRecord(aReservation(7)),
    gets: [7],
  },
  {
    name: 'both if its own reservation was saved but the response was lost',
    ...nothingReserved,
    reservations: createRecord(aReservation(7, { ticket: 'ours' })),
    gets: [7, 8],
  },
])(
  'a tick that requests two of two lines reserves $name',
  ({ reservations, live, ended, gets }) => {
    const requested = [aReservation(7, { ticket: 'ours' }), aReservation(8, { ticket: 'ours' })];
    const calls = { perNumber: 2, live, ended, now: noon };
    const { next, reserved } = reserveLines(reservations, requested, calls);
    expect(deliveryIdsOf(reserved)).toEqual(gets.map(id));
    expect(next.holds).toEqual(expect.arrayContaining([...reserved]));
  },
);

test('reserveLines drops reservations of ended calls and expired reservations', () => {
  const reservations = createRecord(
    aReservation(1),
    aReservation(2),
    aReservation(3, { until: noon }),
  );
  const { next } = reserveLines(reservations, [aReservation(7, { ticket: 'ours' })], {
    perNumber: 3,
    live: idSet(),
    ended: idSet(2),
    now: noon,
  });
  expect(deliveryIdsOf(next.holds)).toEqual([id(1), id(7)]);
});

test('withoutLiveCall returns the unexpired reservations without a live call', () => {
  const reservations = createRecord(
    aReservation(1),
    aReservation(2),
    aReservation(3, { until: noon }),
  );
  expect(deliveryIdsOf(withoutLiveCall(reservations, idSet(1), noon))).toEqual([id(2)]);
});

describe('releaseLines', () => {
  test('removes only the reservations of its own ticket for the given deliveries', () => {
    const reservations = createRecord(
      aReservation(1, { ticket: 'ours' }),
      aReservation(1),
      aReservation(2, { ticket: 'ours' }),
    );
    expect(releaseLines(reservations, 'ours', [id(1)]).holds).toEqual([
      aReservation(1),
      aReservation(2, { ticket: 'ours' }),
    ]);
  });

  test('returns the record unchanged if the ticket has no reservation', () => {
    const reservations = createRecord(aReservation(1));
    expect(releaseLines(reservations, 'ours', [id(1)])).toBe(reservations);
  });
});
