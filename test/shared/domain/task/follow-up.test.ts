// The SMS follow-up: its recipient, its time, and its end by time alone.
import { describe, expect, test } from 'vitest';
import { cancellationPolicyIdSchema } from '../../../../shared/domain/values/ids.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { DAY, later, MINUTE, msBetween } from '../../../../shared/domain/values/time.ts';
import { anSmsEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import {
  aChainMember,
  aChainNumber,
  aTask,
  taskDeadline,
  taskExpiry,
} from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event, soon } from '../../../support/builders/task-events.ts';

const policy = aTaskPolicy({ followUp: anSmsEngagement() });

describe('after the last attempt', () => {
  const dialing = aTask({ status: 'dialing' });
  const noAnswer = event('ended', dialing.deliveryId, { result: 'NoAnswer' });

  test('the call delivery closes, an SMS delivery opens, and the SMS is scheduled now', () => {
    const deliveryId = aDeliveryId(undefined, 1, 2);
    expect(decide(dialing, noAnswer, policy)).toMatchObject({
      next: { status: 'texting', deliveryId, sentAt: null, deadlineAt: later(noon, 2 * MINUTE) },
      effects: [
        { kind: 'closeDelivery', deliveryId: dialing.deliveryId, result: 'NoAnswer' },
        {
          kind: 'openDelivery',
          delivery: {
            id: deliveryId,
            channel: 'sms',
            to: aNumber(),
            from: aNumber(98),
            ordinal: 2,
          },
        },
        { kind: 'sendSms', deliveryId, at: noon },
      ],
    });
  });

  test('in the evening the SMS is scheduled for the morning', () => {
    const late = event('ended', dialing.deliveryId, { result: 'NoAnswer', now: quietFrom });
    expect(decide(dialing, late, policy)).toMatchObject({
      next: { status: 'texting', deadlineAt: later(quietUntil, 2 * MINUTE) },
      effects: [{}, {}, { kind: 'sendSms', at: quietUntil }],
    });
  });

  test('an invalid number gets no SMS', () => {
    const invalid = event('ended', dialing.deliveryId, { result: 'InvalidAddress' });
    expect(decide(dialing, invalid, policy)).toMatchObject({
      next: { status: 'closed', outcome: 'unreachable', followUp: null },
    });
  });

  test('a chain without a mobile number gets no SMS', () => {
    const numbers = [aChainNumber({ type: 'home', triedIn: 1 })];
    const home = aTask({ status: 'dialing', chain: [aChainMember({ numbers })] });
    expect(decide(home, noAnswer, policy)).toMatchObject({
      next: { status: 'closed', outcome: 'exhausted' },
    });
  });

  test('a reached contact gets no SMS', () => {
    const reached = event('ended', dialing.deliveryId, { result: 'LiveAnswer' });
    expect(decide(dialing, reached, policy)).toMatchObject({ next: { outcome: 'reached' } });
  });
});

describe('a texting task', () => {
  const texting = aTask({ status: 'texting' });
  const { deliveryId } = texting;

  test('keeps its delivery when it is postponed, and is scheduled for the new time', () => {
    expect(decide(texting, event('smsPutOff', deliveryId), policy)).toEqual({
      kind: 'apply',
      next: { ...texting, deadlineAt: later(soon, 2 * MINUTE) },
      effects: [],
    });
  });

  test('waits a day for its report after it is sent', () => {
    expect(decide(texting, event('smsSent', deliveryId), policy)).toEqual({
      kind: 'apply',
      next: { ...texting, sentAt: noon, deadlineAt: later(noon, DAY) },
      effects: [],
    });
  });

  test('counts once if it is reported as sent twice', () => {
    const sent = aTask({ status: 'texting', sentAt: noon });
    const again = event('smsSent', deliveryId, { now: soon });
    expect(decide(sent, again, policy)).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
  });

  test('is neither postponed nor sent again after it is sent', () => {
    const sent = aTask({ status: 'texting', sentAt: noon });
    for (const kind of ['smsPutOff', 'smsRefused'] as const) {
      expect(decide(sent, event(kind, deliveryId), policy)).toEqual({
        kind: 'ignore',
        reason: 'outOfOrder',
      });
    }
  });

  test('is tried five times in nearly three hours if the service refuses it, and then is not delivered', () => {
    let task: Task = texting;
    let now = noon;
    const waits: number[] = [];
    for (let tries = 1; tries <= 5; tries++) {
      const decision = decide(task, event('smsRefused', deliveryId, { now }), policy);
      if (decision.kind === 'ignore') throw new Error(decision.reason);
      task = decision.next;
      if (task.status !== 'texting') continue;
      waits.push(msBetween(now, task.deadlineAt) / MINUTE);
      now = task.deadlineAt;
    }
    expect(waits).toEqual([2, 8, 32, 128]);
    expect(task).toMatchObject({ status: 'closed', followUp: 'Not delivered' });
  });

  test.each(['Delivered', 'Not delivered', 'Unknown', 'Cancelled'] as const)(
    'closes as exhausted with the follow-up %s',
    (result) => {
      expect(decide(texting, event('texted', deliveryId, { result }), policy)).toMatchObject({
        next: { status: 'closed', outcome: 'exhausted', followUp: result },
        effects: [{ kind: 'closeDelivery', deliveryId, result }],
      });
    },
  );

  test('accepts a report before the event that it was sent', () => {
    const report = event('texted', deliveryId, { result: 'Delivered' });
    expect(decide(texting, report, policy)).toMatchObject({ next: { followUp: 'Delivered' } });
  });

  test('is scheduled again for the same delivery if it was not sent in time', () => {
    const passed = event('deadlinePassed', deliveryId, { now: taskDeadline });
    expect(decide(texting, passed, policy)).toMatchObject({
      next: { status: 'texting', deliveryId, deadlineAt: later(taskDeadline, 2 * MINUTE) },
      effects: [{ kind: 'sendSms', deliveryId, at: taskDeadline }],
    });
  });

  test('closes as Unknown if it was not sent until a day after its expiry', () => {
    const now = later(taskExpiry, DAY + 1);
    expect(decide(texting, event('deadlinePassed', deliveryId, { now }), policy)).toMatchObject({
      next: { status: 'closed', followUp: 'Unknown' },
      effects: [{ kind: 'closeDelivery', deliveryId, result: 'Unknown' }],
    });
  });

  test('closes as Unknown without a report for a day', () => {
    const deadlineAt = later(noon, DAY);
    const sent = aTask({ status: 'texting', sentAt: noon, deadlineAt });
    const passed = event('deadlinePassed', deliveryId, { now: deadlineAt });
    expect(decide(sent, passed, policy)).toMatchObject({
      next: { status: 'closed', outcome: 'exhausted', followUp: 'Unknown' },
    });
  });
});

describe('a contact of an account that must not be texted', () => {
  const others = [
    aChainMember(),
    aChainMember({ contactId: 'contact-2', numbers: [aChainNumber({ number: aNumber(5) })] }),
  ];
  const texting = aTask({ status: 'texting', chain: others, deliveries: 2 });
  const policyId = cancellationPolicyIdSchema.parse('storm');

  test.each(['optedOut', 'suppressed'] as const)(
    'passes the SMS to the next contact if it is %s',
    (kind) => {
      const occurred = event(kind, texting.deliveryId);
      const decision = decide(texting, occurred, policy);
      expect(decision).toMatchObject({
        next: { status: 'texting', place: { member: 1, number: 0 }, sentAt: null },
        effects: [
          { kind: 'closeDelivery', deliveryId: texting.deliveryId, result: 'Cancelled' },
          { kind: 'openDelivery', delivery: { channel: 'sms', to: aNumber(5), ordinal: 3 } },
          { kind: 'sendSms' },
        ],
      });
    },
  );

  test.each([
    ['optedOut', null],
    ['suppressed', policyId],
  ] as const)('ends the task if it is %s and the last of the chain', (kind, cancelledBy) => {
    const alone = aTask({ status: 'texting' });
    expect(decide(alone, event(kind, alone.deliveryId, { policyId }), policy)).toMatchObject({
      next: { status: 'closed', outcome: 'exhausted', followUp: 'Cancelled', cancelledBy },
    });
  });
});
