import { expect, test } from 'vitest';
import { maxConcurrent } from './journal.ts';
import { countDifferences, countDocuments } from './verify-counts.ts';

const call = (startedAt: number, endedAt: number) => ({
  to: '+12125550100',
  from: '+18005550101',
  deliveryId: '',
  startedAt,
  endedAt,
});

test.each([
  { what: 'one call after the other', calls: [call(0, 5), call(5, 9)], most: 1 },
  { what: 'two calls that overlap', calls: [call(0, 6), call(5, 9)], most: 2 },
  { what: 'a call that never ended', calls: [call(0, Infinity), call(5, 9)], most: 2 },
  { what: 'no call', calls: [], most: 0 },
])('$what: $most at once', ({ calls, most }) => {
  expect(maxConcurrent(calls)).toBe(most);
});

const place = { engagementId: 'e', shard: 1 };
const task = {
  ...place,
  kind: 'task' as const,
  id: 't',
  status: 'closed',
  outcome: 'reached',
  deliveries: 0,
  chain: [],
};

test('a counter above the documents is reported as a difference with both numbers', () => {
  const counts = { accepted: 2, 'closed.reached': 1 };
  const tallies = [{ ...place, kind: 'tally' as const, counts }];
  expect(countDocuments({ tasks: [task], deliveries: [], tallies })).toEqual({
    compared: 2,
    differences: ['e/1 accepted: 2 stored, 1 counted'],
  });
});

test('documents without counters are reported as differences', () => {
  const { differences } = countDocuments({ tasks: [task], deliveries: [], tallies: [] });
  expect(differences).toHaveLength(2);
});

test('a delivery more than the task started is a fault; an expired reservation is not', () => {
  const delivery = {
    ...place,
    kind: 'delivery' as const,
    id: 't.1.1',
    taskId: 't',
    contactId: 'c',
    channel: 'voice' as const,
    to: '+12125550100',
    phoneType: 'home',
    status: 'Complete' as const,
    result: 'Busy',
  };
  const having = (deliveries: number) => ({
    tasks: [{ ...task, deliveries }],
    deliveries: [delivery],
    tallies: [],
  });
  expect(countDifferences(having(0))).toEqual(['task t has 1 deliveries']);
  expect(countDifferences(having(2))).toEqual([]);
});
