import { expect, test } from 'vitest';
import { callsAfterOptOut, countDispositions, lostDispositions } from './dispositions.ts';

const delivery = (id: string, contactId: string, to: string, dispositionCodes: string[] = []) => ({
  engagementId: 'e',
  shard: 1,
  kind: 'delivery' as const,
  id,
  taskId: 't',
  contactId,
  channel: 'voice' as const,
  to,
  phoneType: 'home',
  dispositionCodes,
  status: 'Complete' as const,
});
const call = (deliveryId: string, to: string, startedAt: number) => ({
  deliveryId,
  to,
  startedAt,
  from: '+18005550101',
  endedAt: Infinity,
});
const deliveries = [
  delivery('a.1', 'ada', '+1', ['no']),
  delivery('a.2', 'ada', '+2'),
  delivery('b.1', 'bob', '+1'),
  delivery('c.1', 'cleo', '+3', ['yes']),
];
const recorded = [{ deliveryId: 'a.1', codes: ['no'], at: 100_000 }];

test.each([
  { what: 'the same number', calls: [call('b.1', '+1', 200_000)], faults: 1 },
  { what: 'another number of the contact', calls: [call('a.2', '+2', 200_000)], faults: 1 },
  { what: 'another contact', calls: [call('c.1', '+3', 200_000)], faults: 0 },
  { what: 'the same number, before the code', calls: [call('a.1', '+1', 50_000)], faults: 0 },
  {
    what: 'the same number, within the grace period',
    calls: [call('b.1', '+1', 101_000)],
    faults: 0,
  },
])('a call to $what has $faults faults with an opt-out code', ({ calls, faults }) => {
  expect(callsAfterOptOut(recorded, ['no'], deliveries, calls)).toHaveLength(faults);
  expect(callsAfterOptOut(recorded, ['never'], deliveries, calls)).toEqual([]);
});

test('the delivery has the latest recorded codes, or they count as lost', () => {
  const at = 1;
  expect(
    lostDispositions([{ deliveryId: 'c.1', codes: ['no'], at }, ...recorded], deliveries),
  ).toEqual(['c.1: yes, not no']);
  const corrected = [
    { deliveryId: 'c.1', codes: ['no'], at },
    { deliveryId: 'c.1', codes: ['yes'], at },
  ];
  expect(lostDispositions(corrected, deliveries)).toEqual([]);
});

test('each code is counted by its deliveries', () => {
  expect(countDispositions({ tasks: [], deliveries, tallies: [] })).toEqual({ no: 1, yes: 1 });
});
