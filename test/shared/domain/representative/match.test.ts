import { expect, test } from 'vitest';
import { longestIdleFirst, serves } from '../../../../shared/domain/representative/match.ts';
import { later, MINUTE } from '../../../../shared/domain/time.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';

test.each([
  { queue: 'renewals', skills: [], serving: true },
  { queue: 'renewals', skills: ['Spanish'], serving: true },
  { queue: 'renewals', skills: ['Spanish', 'Billing'], serving: true },
  { queue: 'renewals', skills: ['Spanish', 'French'], serving: false },
  { queue: 'support', skills: [], serving: false },
  { queue: 'renewal', skills: [], serving: false },
])('serves $queue with skills $skills: $serving', ({ queue, skills, serving }) => {
  const grace = aRepresentative({ queues: ['sales', 'renewals'], skills: ['Spanish', 'Billing'] });
  expect(serves(grace, queue, skills)).toBe(serving);
});

test('the longest idle comes first, and of equals the lower id', () => {
  const since = (minutes: number) =>
    aPresence({ status: 'available', since: later(noon, minutes * MINUTE) });
  const given = [
    aRepresentative({ id: 'cleo', presence: since(0) }),
    aRepresentative({ id: 'alan', presence: since(5) }),
    aRepresentative({ id: 'bert', presence: since(0) }),
    aRepresentative({ id: 'dora', presence: since(-5) }),
  ];
  const order = ['dora', 'bert', 'cleo', 'alan'];
  expect(longestIdleFirst(given).map(({ id }) => id)).toEqual(order);
  expect(longestIdleFirst(given.toReversed()).map(({ id }) => id)).toEqual(order);
  expect(given[0]?.id).toBe('cleo');
});
