import { describe, expect, test } from 'vitest';
import { closedDialingWindows } from '../../../../shared/domain/engagement/dialing-windows.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aChainMember, aTask, taskExpiry } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event } from '../../../support/builders/task-events.ts';

const always = [{ type: 'mobile' as const, quietHours: [] }];
const quietFrom = (from: string, to: string) => [
  {
    type: 'mobile' as const,
    quietHours: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from, to },
    ].map(({ days, ...hours }) => ({ ...hours, days: [...days] })),
  },
];
const policyWith = (changes: Parameters<typeof aVoiceEngagement>[0]) =>
  aTaskPolicy({ engagement: aVoiceEngagement(changes) });
const regated = (task: Task, changes: Parameters<typeof aVoiceEngagement>[0], now = noon) =>
  decide(task, event('regate', aDeliveryId(task.id), { now }), policyWith(changes));

describe('at a re-evaluation', () => {
  test('a ready task gets a new rank after a change of the call order', () => {
    const task = aTask({ status: 'ready' });
    const first = regated(task, { callOrder: 'firstInFirstOut' });
    if (first.kind !== 'apply') throw new Error('The task was not changed.');
    expect(regated(first.next, { callOrder: 'firstInFirstOut' })).toEqual({
      kind: 'ignore',
      reason: 'unchanged',
    });
    const last = regated(first.next, { callOrder: 'lastInFirstOut' });
    expect(last).toMatchObject({ kind: 'apply', next: { status: 'ready' } });
  });

  test('a ready task waits for the end of new quiet hours', () => {
    const decision = regated(aTask({ status: 'ready' }), {
      phoneTypes: quietFrom('11:00', '13:00'),
    });
    expect(decision).toMatchObject({
      next: { status: 'waiting', because: 'outsideWindow', deadlineAt: later(noon, HOUR) },
      effects: [{ kind: 'wake', at: later(noon, HOUR) }],
    });
  });

  test('a task that waits for its window is ready once the window is wider', () => {
    const waits = { deadlineAt: later(noon, 9 * HOUR), notBefore: noon };
    const task = aTask({ status: 'waiting', because: 'outsideWindow', ...waits });
    expect(regated(task, { phoneTypes: always })).toMatchObject({ next: { status: 'ready' } });
  });

  test('a wider window does not shorten the wait before a retry', () => {
    const retryAt = later(noon, 30 * MINUTE);
    const waits = { deadlineAt: later(noon, 9 * HOUR), notBefore: retryAt };
    const task = aTask({ status: 'waiting', because: 'outsideWindow', ...waits });
    expect(regated(task, { phoneTypes: always })).toMatchObject({
      next: { status: 'waiting', deadlineAt: retryAt, notBefore: retryAt },
    });
  });

  const closed = { ...policyWith({}), dialingWindows: closedDialingWindows(aVoiceEngagement()) };
  const waitsToTheEnd = {
    next: { status: 'waiting', because: 'outsideWindow', deadlineAt: taskExpiry },
    effects: [{ kind: 'wake', at: taskExpiry }],
  };
  test.each([null, 'NoAnswer'] as const)(
    'a task without an opening waits for one, with the last result %s',
    (lastResult) => {
      const task = aTask({ status: 'ready', lastResult });
      const id = aDeliveryId(task.id);
      const decision = decide(task, event('regate', id), closed);
      expect(decision).toMatchObject(waitsToTheEnd);
      expect(decide(task, event('claim', id), closed)).toMatchObject(waitsToTheEnd);
      if (decision.kind !== 'apply') throw new Error('The task was not changed.');
      expect(decide(decision.next, event('regate', id), closed)).toEqual({
        kind: 'ignore',
        reason: 'unchanged',
      });
      expect(regated(decision.next, {})).toMatchObject({ next: { status: 'ready' } });
      const over = event('deadlinePassed', id, { now: taskExpiry });
      expect(decide(decision.next, over, closed)).toMatchObject({
        next: { status: 'closed', outcome: 'expired' },
      });
    },
  );

  test('a due task without an opening keeps waiting', () => {
    const task = aTask({ status: 'waiting', deadlineAt: noon, lastResult: 'Busy' });
    const due = event('deadlinePassed', aDeliveryId(task.id), { now: noon });
    expect(decide(task, due, closed)).toMatchObject(waitsToTheEnd);
  });

  test('a task past its expiry is closed', () => {
    const task = aTask({ status: 'ready' });
    expect(regated(task, {}, taskExpiry)).toMatchObject({
      next: { status: 'closed', outcome: 'expired' },
    });
  });
});

describe('the missing time zone of a contact', () => {
  const member = aChainMember({ contactId: 'contact-2', zone: null });
  const known = (task: Task) =>
    decide(task, event('zoneKnown', aDeliveryId(task.id)), policyWith({ missingTimeZone: 'hold' }));

  test('makes the task ready that waits for it', () => {
    const task = aTask({ status: 'waiting', because: 'timeZoneUnknown', chain: [member] });
    const held = { ...task, notBefore: noon, deadlineAt: taskExpiry };
    expect(known(held)).toMatchObject({ next: { status: 'ready', chain: [{ zone: 'UTC' }] } });
  });

  test('does not shorten the wait before a retry', () => {
    const retryAt = later(noon, 30 * MINUTE);
    const task = aTask({ status: 'waiting', deadlineAt: taskExpiry, chain: [member] });
    expect(known({ ...task, notBefore: retryAt })).toMatchObject({
      next: { status: 'waiting', deadlineAt: retryAt, chain: [{ zone: 'UTC' }] },
    });
  });

  test('changes nothing for a contact with a zone, or of another task', () => {
    for (const changes of [{ contactId: 'contact-2' }, { zone: null }]) {
      const task = aTask({ status: 'waiting', chain: [aChainMember(changes)] });
      expect(known(task)).toEqual({ kind: 'ignore', reason: 'unchanged' });
    }
  });
});
