import { expect, test } from 'vitest';
import { longestIdleFirst, serves } from '../../../../shared/domain/representative/match.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';

test.each([
  { queue: 'renewals', skills: [], serving: true },
  { queue: 'renewals', skills: ['Spanish'], serving: true },
  { queue: 'renewals', skills: ['Spanish', 'Billing'], serving: true },
  { queue: 'renewals', skills: ['Spanish', 'French'], serving: false },
  { queue: 'support', skills: [], serving: false },
  { queue: 'renewal', skills: [], serving: false },
])(
  'a representative serves queue $queue with skills $skills: $serving',
  ({ queue, skills, serving }) => {
    const grace = aRepresentative({
      queues: ['sales', 'renewals'],
      skills: ['Spanish', 'Billing'],
    });
    expect(serves(grace, aQueue({ id: queue }), skills)).toBe(serving);
  },
);

test('a member of a queue serves it and has the skills of the queue', () => {
  const grace = aRepresentative({ id: 'grace', queues: [], skills: ['Spanish'] });
  const queue = aQueue({ members: ['grace'], skills: ['Billing'] });
  expect(serves(grace, queue, ['Spanish', 'Billing'])).toBe(true);
  expect(serves(grace, queue, ['French'])).toBe(false);
  expect(serves(grace, aQueue({ skills: ['Billing'] }), [])).toBe(false);
});

test('longestIdleFirst sorts by idle time, and by id if equal', () => {
  const since = (minutes: number) =>
    aPresence({ status: 'available', since: later(noon, minutes * MINUTE) });
  const representatives = [
    aRepresentative({ id: 'cleo', presence: since(0) }),
    aRepresentative({ id: 'alan', presence: since(5) }),
    aRepresentative({ id: 'bert', presence: since(0) }),
    aRepresentative({ id: 'dora', presence: since(-5) }),
  ];
  const order = ['dora', 'bert', 'cleo', 'alan'];
  expect(longestIdleFirst(representatives).map(({ id }) => id)).toEqual(order);
  expect(longestIdleFirst(representatives.toReversed()).map(({ id }) => id)).toEqual(order);
  expect(representatives[0]?.id).toBe('cleo');
});
