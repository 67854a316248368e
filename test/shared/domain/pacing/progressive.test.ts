import { describe, expect, test } from 'vitest';
import {
  allowance,
  byPriority,
  interleave,
  roomOf,
} from '../../../../shared/domain/pacing/progressive.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';

test.each([
  { freeRepresentatives: 0, freeLines: 4, calls: 0, because: 'noRepresentatives' },
  { freeRepresentatives: 0, freeLines: 0, calls: 0, because: 'noRepresentatives' },
  { freeRepresentatives: 3, freeLines: 0, calls: 0, because: 'noLines' },
  { freeRepresentatives: 3, freeLines: 2, calls: 2, because: 'capacity' },
  { freeRepresentatives: 3, freeLines: 9, calls: 3, because: 'capacity' },
])(
  '$freeRepresentatives representatives and $freeLines lines allow $calls calls: $because',
  ({ calls, because, ...floor }) => {
    expect(allowance(floor)).toEqual({ calls, because });
  },
);

test.each([
  { maximum: null, live: 500, room: Number.POSITIVE_INFINITY },
  { maximum: 5, live: 0, room: 5 },
  { maximum: 5, live: 4, room: 1 },
  { maximum: 5, live: 5, room: 0 },
  { maximum: 5, live: 9, room: 0 },
])('a maximum of $maximum with $live calls up leaves room for $room', ({ maximum, live, room }) => {
  expect(
    roomOf(aVoiceEngagement({ callSettings: { maximumConcurrentCalls: maximum } }), live),
  ).toBe(room);
});

test('engagements come by priority, and those of one priority stay in their order', () => {
  const of = (id: string, priority: 'critical' | 'high' | 'normal') =>
    aVoiceEngagement({ id, priority });
  const given = [of('a', 'normal'), of('b', 'critical'), of('c', 'normal'), of('d', 'high')];
  const found = byPriority(given).map((list) => list.map(({ id }) => id));
  expect(found).toEqual([['b'], ['d'], ['a', 'c']]);
  expect(byPriority([of('a', 'normal')])).toHaveLength(1);
  expect(byPriority([])).toEqual([]);
});

describe('taking in turn', () => {
  const lists = [['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']];

  test.each([
    { most: 9, turn: 0, taken: ['a1', 'b1', 'c1', 'a2', 'c2', 'a3'] },
    { most: 9, turn: 1, taken: ['b1', 'c1', 'a1', 'c2', 'a2', 'a3'] },
    { most: 2, turn: 2, taken: ['c1', 'a1'] },
    { most: 1, turn: 3, taken: ['a1'] },
    { most: 0, turn: 0, taken: [] },
  ])('$most from turn $turn on: $taken', ({ most, turn, taken }) => {
    expect(interleave(lists, most, turn)).toEqual(taken);
  });

  test('with one call a tick every engagement has its turn', () => {
    const firsts = [0, 1, 2, 3].flatMap((turn) => interleave(lists, 1, turn));
    expect(firsts).toEqual(['a1', 'b1', 'c1', 'a1']);
  });

  test('nothing to take is nothing taken', () => {
    expect(interleave([], 5, 3)).toEqual([]);
    expect(interleave([[], []], 5, 1)).toEqual([]);
  });
});
