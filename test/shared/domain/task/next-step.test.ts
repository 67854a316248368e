import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../../shared/domain/task/next-step.ts';
import type { TaskPolicy } from '../../../../shared/domain/task/task-policy.ts';
import { close, commonFields } from '../../../../shared/domain/task/close.ts';
import {
  type Task,
  type TaskStatus,
  taskSchema,
  type WaitingReason,
} from '../../../../shared/domain/task/task.ts';
import { HOUR, type Instant, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { anSmsEngagement, aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aChainMember, aChainNumber, aTask, taskExpiry } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';

const policy = aTaskPolicy();
const task = aTask({ status: 'waiting' });
const enqueue = (task: Task, from: Instant, because: WaitingReason, by: TaskPolicy, now: Instant) =>
  nextStep(task, by, now, { kind: 'enqueue', from, because });
const nextAttempt = (task: Task, by: TaskPolicy, now: Instant) =>
  nextStep(task, by, now, { kind: 'nextAttempt', after: 'noAnswer' });

describe('enqueue', () => {
  test('makes a task ready until it expires, with a rank', () => {
    const { next, effects } = enqueue(task, noon, 'retry', policy, noon);
    expect(next).toMatchObject({ status: 'ready', deadlineAt: taskExpiry });
    expect(next).not.toHaveProperty('because');
    expect(taskSchema.parse(next)).toEqual(next);
    expect(effects).toEqual([]);
  });

  test('lets a task wait for its time with its reason, and wakes it then', () => {
    const from = later(noon, MINUTE);
    expect(enqueue(task, from, 'throttled', policy, noon)).toMatchObject({
      next: { status: 'waiting', because: 'throttled', deadlineAt: from },
      effects: [{ kind: 'wake', at: from }],
    });
  });

  test('lets a task wait for the morning if its time is at night', () => {
    expect(enqueue(task, quietFrom, 'retry', policy, noon)).toMatchObject({
      next: { status: 'waiting', because: 'outsideWindow', deadlineAt: quietUntil },
      effects: [{ kind: 'wake', at: quietUntil }],
    });
  });

  test('holds a contact without a time zone until the task expires if the engagement requires a zone', () => {
    const holding = aTaskPolicy({ engagement: aVoiceEngagement({ missingTimeZone: 'hold' }) });
    const nowhere = aTask({ status: 'waiting', chain: [aChainMember({ zone: null })] });
    expect(enqueue(nowhere, noon, 'retry', holding, noon)).toMatchObject({
      next: { status: 'waiting', because: 'timeZoneUnknown', deadlineAt: taskExpiry },
    });
  });

  const late = { status: 'waiting', expiresAt: quietUntil } as const;

  test('lets a first attempt without an opening wait until it expires, because the hours can be corrected', () => {
    expect(enqueue(aTask(late), quietFrom, 'retry', policy, noon)).toMatchObject({
      next: {
        status: 'waiting',
        because: 'outsideWindow',
        notBefore: quietFrom,
        deadlineAt: quietUntil,
      },
      effects: [{ kind: 'wake', at: quietUntil }],
    });
  });

  test.each([
    { lastResult: null, from: quietUntil, outcome: 'expired' },
    { lastResult: 'NoAnswer', from: quietFrom, outcome: 'exhausted' },
  ] as const)(
    'closes a task without an opening before its expiry as $outcome after $lastResult',
    (row) => {
      const task = aTask({ ...late, lastResult: row.lastResult });
      expect(enqueue(task, row.from, 'retry', policy, noon).next).toMatchObject({
        status: 'closed',
        outcome: row.outcome,
      });
    },
  );
});

describe('the next attempt', () => {
  const tried = aTask({
    status: 'waiting',
    lastResult: 'NoAnswer',
    chain: [aChainMember({ numbers: [aChainNumber({ triedIn: 1 })] })],
  });
  const twice = aTaskPolicy({
    engagement: aVoiceEngagement({ reattempts: { attempts: 2, reasons: ['noAnswer'] } }),
  });

  test('starts after the wait', () => {
    expect(nextAttempt(tried, twice, noon)).toMatchObject({
      next: { status: 'waiting', because: 'retry', attempt: 2, deadlineAt: later(noon, HOUR) },
    });
  });

  test.each([
    { name: 'all attempts are used', given: tried, by: policy, outcome: 'exhausted' },
    {
      name: 'no number is usable',
      given: aTask({
        status: 'waiting',
        chain: [aChainMember({ numbers: [aChainNumber({ standing: 'spent' })] })],
      }),
      by: twice,
      outcome: 'unreachable',
    },
    {
      name: 'the only number is of an unused type',
      given: aTask({
        status: 'waiting',
        chain: [aChainMember({ numbers: [aChainNumber({ type: 'home' })] })],
      }),
      by: twice,
      outcome: 'unreachable',
    },
  ])('does not start when $name', ({ given, by, outcome }) => {
    const { next } = nextAttempt(given, by, noon);
    expect(next).toMatchObject({ status: 'closed', outcome, attempt: 1 });
  });

  test('is followed by no SMS if the contact was never dialed', () => {
    const untried = aTask({
      status: 'waiting',
      chain: [aChainMember({ numbers: [aChainNumber({ standing: 'spent' })] })],
    });
    expect(nextAttempt(untried, aTaskPolicy({ followUp: anSmsEngagement() }), noon)).toMatchObject({
      next: { status: 'closed', outcome: 'unreachable', followUp: null },
      effects: [],
    });
  });

  test('is followed by an SMS to the first mobile number of the contact if no attempt is left', () => {
    const numbers = [
      aChainNumber({ number: aNumber(4), standing: 'usable', untexted: 'wrongParty' }),
      aChainNumber({ type: 'home', number: aNumber(1), standing: 'spent' }),
      aChainNumber({ number: aNumber(2), standing: 'invalid' }),
      aChainNumber({ number: aNumber(3), standing: 'spent' }),
    ];
    const spent = aTask({
      status: 'waiting',
      lastResult: 'Busy',
      chain: [aChainMember({ numbers })],
    });
    const texting = nextAttempt(spent, aTaskPolicy({ followUp: anSmsEngagement() }), noon);
    expect(texting).toMatchObject({
      next: {
        status: 'texting',
        place: { member: 0, number: 3 },
        smsEngagementId: 'spring-reminder',
      },
      effects: [{ kind: 'openDelivery', delivery: { to: aNumber(3), representativeId: null } }, {}],
    });
    expect(taskSchema.parse(texting.next)).toEqual(texting.next);
  });

  test('is followed by no SMS if the quiet hours of the SMS engagement never end', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const quietHours = [{ days: [...days], from: '00:00', to: '24:00' }];
    // No document says so: hours that leave no opening are refused.
    const phoneTypes = [{ type: 'mobile' as const, quietHours }];
    const followUp = { ...anSmsEngagement(), phoneTypes };
    const { next, effects } = nextAttempt(tried, aTaskPolicy({ followUp }), noon);
    expect(next).toMatchObject({ status: 'closed', outcome: 'exhausted' });
    expect(effects).toEqual([]);
  });
});

const statuses: TaskStatus[] = [
  ...(['waiting', 'ready', 'claimed', 'dialing', 'connected', 'wrapUp', 'texting'] as const),
];
test.each(statuses)('a closed task has no field of its earlier status %s', (status) => {
  const { next } = close(aTask({ status }), 'cancelled', noon, 'Delivered');
  expect(taskSchema.parse(next)).toEqual(next);
  expect(next).toMatchObject({ outcome: 'cancelled', followUp: 'Delivered', closedAt: noon });
});

test('the common fields are the same in every status', () => {
  const keys = statuses.map((status) => Object.keys(commonFields(aTask({ status }))));
  for (const own of keys) expect(own).toEqual(keys[0]);
  expect(keys[0]).not.toContain('deadlineAt');
});
