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
  ({ calls, because, ...capacity }) => {
    expect(allowance(capacity)).toEqual({ calls, because });
  },
);

test.each([
  { maximum: null, live: 500, room: Number.POSITIVE_INFINITY },
  { maximum: 5, live: 0, room: 5 },
  { maximum: 5, live: 4, room: 1 },
  { maximum: 5, live: 5, room: 0 },
  { maximum: 5, live: 9, room: 0 },
])(
  'a maximum of $maximum with $live live calls leaves room for $room',
  ({ maximum, live, room }) => {
    expect(
      roomOf(aVoiceEngagement({ callSettings: { maximumConcurrentCalls: maximum } }), live),
    ).toBe(room);
  },
);

test('byPriority groups engagements by priority and keeps the order inside a group', () => {
  const anEngagement = (id: string, priority: 'critical' | 'high' | 'normal') =>
    aVoiceEngagement({ id, priority });
  const engagements = [
    anEngagement('a', 'normal'),
    anEngagement('b', 'critical'),
    anEngagement('c', 'normal'),
    anEngagement('d', 'high'),
  ];
  const groups = byPriority(engagements).map((list) => list.map(({ id }) => id));
  expect(groups).toEqual([['b'], ['d'], ['a', 'c']]);
  expect(byPriority([anEngagement('a', 'normal')])).toHaveLength(1);
  expect(byPriority([])).toEqual([]);
});

describe('interleave', () => {
  const lists = [['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']];

  test.each([
    { limit: 9, turn: 0, selected: ['a1', 'b1', 'c1', 'a2', 'c2', 'a3'] },
    { limit: 9, turn: 1, selected: ['b1', 'c1', 'a1', 'c2', 'a2', 'a3'] },
    { limit: 2, turn: 2, selected: ['c1', 'a1'] },
    { limit: 1, turn: 3, selected: ['a1'] },
    { limit: 0, turn: 0, selected: [] },
  ])('with limit $limit from turn $turn selects $selected', ({ limit, turn, selected }) => {
    expect(interleave(lists, limit, turn)).toEqual(selected);
  });

  test('with limit 1 selects from each list in turn', () => {
    const firsts = [0, 1, 2, 3].flatMap((turn) => interleave(lists, 1, turn));
    expect(firsts).toEqual(['a1', 'b1', 'c1', 'a1']);
  });

  test('returns an empty list for empty lists', () => {
    expect(interleave([], 5, 3)).toEqual([]);
    expect(interleave([[], []], 5, 1)).toEqual([]);
  });
});
