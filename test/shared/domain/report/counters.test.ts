import { expect, test } from 'vitest';
import {
  countersDelta,
  openTaskCount,
  sumCounters,
  countersSchema,
} from '../../../../shared/domain/report/counters.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import type { TaskEvent } from '../../../../shared/domain/task/event.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { anSmsEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event } from '../../../support/builders/task-events.ts';

function delta(task: Task, occurred: TaskEvent, policy = aTaskPolicy()) {
  const decision = decide(task, occurred, policy);
  if (decision.kind === 'ignore') throw new Error(decision.reason);
  return countersDelta(task, decision.next, decision.effects);
}

const claimed = aTask({ status: 'claimed' });
const dialing = aTask({ status: 'dialing' });
const connected = aTask({ status: 'connected' });
const texting = aTask({ status: 'texting' });
const answered = { ...noFacts, answeredAt: noon };

test('a new task counts as accepted, and also as closed if it starts closed', () => {
  expect(countersDelta(null, aTask({ status: 'ready' }), [])).toEqual({ accepted: 1 });
  const expired = aTask({ status: 'closed', outcome: 'expired' });
  expect(countersDelta(null, expired, [])).toEqual({ accepted: 1, 'closed.expired': 1 });
});

test('saving a closed task again changes no counter', () => {
  const closed = aTask({ status: 'closed' });
  expect(countersDelta(closed, closed, [])).toEqual({});
});

test.each([
  {
    name: 'a dial counts as started',
    task: claimed,
    occurred: event('dialed', claimed.deliveryId),
    counts: { 'voice.started': 1 },
  },
  {
    name: 'a conversation counts as answered, connected and reached',
    task: connected,
    occurred: event('ended', connected.deliveryId, { facts: { ...answered, bridgedAt: noon } }),
    counts: { 'voice.LiveAnswer': 1, answered: 1, connected: 1, 'closed.reached': 1 },
  },
  {
    name: 'an abandoned call counts as answered and abandoned, not as connected',
    task: dialing,
    occurred: event('ended', dialing.deliveryId, { facts: { ...answered, abandoned: true } }),
    counts: { 'voice.LiveAnswer': 1, answered: 1, abandoned: 1, 'closed.abandoned': 1 },
  },
  {
    name: 'an undone dial counts as cancelled',
    task: dialing,
    occurred: event('neverDialed', dialing.deliveryId),
    counts: { 'voice.Cancelled': 1 },
  },
  {
    name: 'a delivery report of an SMS counts as an SMS result',
    task: texting,
    occurred: event('texted', texting.deliveryId, { result: 'Unknown' }),
    counts: { 'sms.Unknown': 1, 'closed.exhausted': 1 },
  },
  {
    name: 'marking a task as connected changes no counter',
    task: dialing,
    occurred: event('connected', dialing.deliveryId),
    counts: {},
  },
])('$name', ({ task, occurred, counts }) => {
  expect(delta(task, occurred)).toEqual(counts);
});

test('the last call and its follow-up SMS count under their own channels', () => {
  const noAnswer = event('ended', dialing.deliveryId, { result: 'NoAnswer' });
  const policy = aTaskPolicy({ followUp: anSmsEngagement() });
  expect(delta(dialing, noAnswer, policy)).toEqual({ 'voice.NoAnswer': 1, 'sms.started': 1 });
});

test('sumCounters adds the counters of several shards', () => {
  const createCounters = (shard: number, counts: Record<string, number>) =>
    countersSchema.parse({
      id: 'tally',
      kind: 'tally',
      schemaVersion: 1,
      engagementId: 'spring-renewals',
      shard,
      openKey: 'tally',
      counts,
    });
  const shards = [
    createCounters(0, { accepted: 2, answered: 1 }),
    createCounters(1, { accepted: 3 }),
    createCounters(2, {}),
  ];
  expect(sumCounters(shards)).toEqual({ accepted: 5, answered: 1 });
  expect(sumCounters([])).toEqual({});
});

test('openTaskCount is the number of accepted tasks without an outcome', () => {
  expect(openTaskCount({})).toBe(0);
  const counts = { accepted: 9, 'closed.reached': 3, 'closed.cancelled': 2, 'voice.started': 7 };
  expect(openTaskCount(counts)).toBe(4);
});
