import { expect, test } from 'vitest';
import {
  reservationFor,
  competingReservation,
  isReservationActive,
  withReservation,
  withoutReservation,
} from '../../../../shared/domain/intake/contact-reservation.ts';
import { DAY, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aContact } from '../../../support/builders/contact.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask } from '../../../support/builders/task.ts';

const first = aTask({ status: 'ready' });
const second = aTask({ status: 'ready', id: aTaskId(2) });
const id = first.engagementId;
const claim = reservationFor(first, noon);
const claimed = withReservation(aContact(), id, claim);

test('a reservation competes with another task of its engagement, and with no task of another engagement', () => {
  expect(competingReservation(claimed, second, noon)).toEqual(claim);
  expect(competingReservation(claimed, first, noon)).toBeNull();
  const elsewhere = aTask({ status: 'ready', id: aTaskId(2), engagementId: 'autumn' });
  expect(competingReservation(claimed, elsewhere, noon)).toBeNull();
});

test('a reservation is active while its task is open', () => {
  const much = later(noon, DAY);
  expect(isReservationActive(claim, aTask({ status: 'texting' }), much)).toBe(true);
  expect(isReservationActive(claim, aTask({ status: 'closed' }), much)).toBe(false);
});

test('a reservation without a task is active for ten minutes', () => {
  expect(isReservationActive(claim, undefined, later(noon, 10 * MINUTE - 1))).toBe(true);
  expect(isReservationActive(claim, undefined, later(noon, 10 * MINUTE))).toBe(false);
});

test('a reservation ends by age, and is removed by the next reservation', () => {
  const over = later(first.expiresAt, 14 * DAY);
  expect(competingReservation(claimed, second, later(over, -1))).toEqual(claim);
  expect(competingReservation(claimed, second, over)).toBeNull();
  const other = aTask({ status: 'ready', engagementId: 'autumn' }).engagementId;
  const both = withReservation(claimed, other, { ...claim, at: noon });
  expect(Object.keys(both.claims)).toEqual([id, other]);
  expect(Object.keys(withReservation(claimed, other, { ...claim, at: over }).claims)).toEqual([
    other,
  ]);
});

test('only the task of a reservation releases it', () => {
  expect(withoutReservation(claimed, first).claims).toEqual({});
  expect(withoutReservation(claimed, second)).toBe(claimed);
});

test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  'an engagement with the id %s has reservations like any other',
  (engagementId) => {
    const [one, two] = [first, second].map((task) => aTask({ ...task, engagementId }));
    expect(competingReservation(aContact(), one!, noon)).toBeNull();
    expect(withoutReservation(aContact(), one!).claims).toEqual({});
    const reserved = withReservation(aContact(), one!.engagementId, reservationFor(one!, noon));
    expect(competingReservation(reserved, two!, noon)).toEqual(reservationFor(one!, noon));
    expect(Object.keys(withoutReservation(reserved, one!).claims)).toEqual([]);
  },
);
