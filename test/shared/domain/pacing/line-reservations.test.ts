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
const held = (n: number, changes: Partial<LineReservation> = {}): LineReservation => ({
  deliveryId: id(n),
  pacingGroup: 'renewals',
  ticket: 'theirs',
  until,
  ...changes,
});
const record = (...holds: LineReservation[]): LineReservations => ({ number: aNumber(99), holds });
const ids = (...list: number[]): ReadonlySet<DeliveryId> => new Set(list.map(id));
const of = (holds: readonly LineReservation[]) => holds.map(({ deliveryId }) => deliveryId);

const nobody = { stands: record(), up: ids(), over: ids() };

test.each([
  { name: 'all while nothing is up', ...nobody, gets: [7, 8] },
  { name: 'one while one call is up', ...nobody, up: ids(1), gets: [7] },
  { name: 'one while one line is held', ...nobody, stands: record(held(1)), gets: [7] },
  {
    name: 'none when all lines are taken',
    ...nobody,
    stands: record(held(1)),
    up: ids(2),
    gets: [],
  },
  { name: 'none when more are taken than there are', ...nobody, up: ids(1, 2, 3), gets: [] },
  {
    name: 'one where a held line is that of a call that is up',
    ...nobody,
    stands: record(held(1)),
    up: ids(1),
    gets: [7],
  },
  {
    name: 'all where the held line is that of a call that is over',
    ...nobody,
    stands: record(held(1)),
    over: ids(1),
    gets: [7, 8],
  },
  {
    name: 'all where the deadline of the hold has come',
    ...nobody,
    stands: record(held(1, { until: noon })),
    gets: [7, 8],
  },
  {
    name: 'one where another tick holds a line for the same delivery',
    ...nobody,
    stands: record(held(7)),
    gets: [7],
  },
  {
    name: 'all where the hold is its own, written without its hearing of it',
    ...nobody,
    stands: record(held(7, { ticket: 'ours' })),
    gets: [7, 8],
  },
])('a tick that wants two lines of two gets $name', ({ stands, up, over, gets }) => {
  const wanted = [held(7, { ticket: 'ours' }), held(8, { ticket: 'ours' })];
  const answer = reserveLines(stands, wanted, { perNumber: 2, up, over, now: noon });
  expect(of(answer.held)).toEqual(gets.map(id));
  expect(answer.next.holds).toEqual(expect.arrayContaining([...answer.held]));
});

test('what is over or past its deadline is left out of what stands from then on', () => {
  const stands = record(held(1), held(2), held(3, { until: noon }));
  const { next } = reserveLines(stands, [held(7, { ticket: 'ours' })], {
    perNumber: 3,
    up: ids(),
    over: ids(2),
    now: noon,
  });
  expect(of(next.holds)).toEqual([id(1), id(7)]);
});

test('unseen are the holds whose calls are not up and whose deadline has not come', () => {
  const stands = record(held(1), held(2), held(3, { until: noon }));
  expect(of(withoutLiveCall(stands, ids(1), noon))).toEqual([id(2)]);
});

describe('giving back', () => {
  test('takes away the own holds of those deliveries alone', () => {
    const stands = record(held(1, { ticket: 'ours' }), held(1), held(2, { ticket: 'ours' }));
    expect(releaseLines(stands, 'ours', [id(1)]).holds).toEqual([
      held(1),
      held(2, { ticket: 'ours' }),
    ]);
  });

  test('what is not held changes nothing', () => {
    const stands = record(held(1));
    expect(releaseLines(stands, 'ours', [id(1)])).toBe(stands);
  });
});
