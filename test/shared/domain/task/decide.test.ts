// Every status answers every event. The table says what; the rows below it say how.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { type IgnoreReason, isDeliveryEvent } from '../../../../shared/domain/task/event.ts';
import {
  deliveryOf,
  type Task,
  taskSchema,
  type TaskStatus,
} from '../../../../shared/domain/task/task.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { anSmsEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask, taskDeadline, taskExpiry } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event, type EventKind, taskEvents } from '../../../support/builders/task-events.ts';

const policy = aTaskPolicy();

const tasks = {
  waiting: aTask({ status: 'waiting' }),
  ready: aTask({ status: 'ready' }),
  claimed: aTask({ status: 'claimed' }),
  dialing: aTask({ status: 'dialing' }),
  connected: aTask({ status: 'connected' }),
  wrapUp: aTask({ status: 'wrapUp' }),
  texting: aTask({ status: 'texting' }),
  closed: aTask({ status: 'closed' }),
} satisfies Record<TaskStatus, Task>;

/** Where an event at noon leads; a word in brackets is the reason why it is ignored. */
type Answer = TaskStatus | `(${IgnoreReason})`;

const early = {
  claim: '(outOfOrder)',
  blocked: '(staleDelivery)',
  optedOut: '(staleDelivery)',
  suppressed: '(staleDelivery)',
  neverDialed: '(staleDelivery)',
  dialed: '(staleDelivery)',
  connected: '(staleDelivery)',
  recorded: '(staleDelivery)',
  ended: '(staleDelivery)',
  wrappedUp: '(staleDelivery)',
  smsPutOff: '(staleDelivery)',
  smsSent: '(staleDelivery)',
  smsRefused: '(staleDelivery)',
  texted: '(staleDelivery)',
  regate: '(unchanged)',
  zoneKnown: '(unchanged)',
  cancelled: 'closed',
  deadlinePassed: '(notDue)',
} as const;

const busy = {
  claim: '(outOfOrder)',
  blocked: '(outOfOrder)',
  optedOut: '(outOfOrder)',
  suppressed: '(outOfOrder)',
  neverDialed: '(outOfOrder)',
  dialed: '(outOfOrder)',
  connected: '(outOfOrder)',
  recorded: '(outOfOrder)',
  ended: '(outOfOrder)',
  wrappedUp: '(outOfOrder)',
  smsPutOff: '(outOfOrder)',
  smsSent: '(outOfOrder)',
  smsRefused: '(outOfOrder)',
  texted: '(outOfOrder)',
  regate: '(outOfOrder)',
  zoneKnown: '(outOfOrder)',
  cancelled: '(outOfOrder)',
  deadlinePassed: '(notDue)',
} as const;

const table = {
  waiting: early,
  ready: { ...early, claim: 'claimed', regate: 'ready' },
  claimed: {
    ...busy,
    blocked: 'waiting',
    optedOut: 'closed',
    suppressed: 'closed',
    neverDialed: 'waiting',
    dialed: 'dialing',
    cancelled: 'closed',
  },
  dialing: {
    ...busy,
    neverDialed: 'waiting',
    connected: 'connected',
    recorded: 'connected',
    ended: 'closed',
  },
  connected: { ...busy, recorded: 'connected', ended: 'closed' },
  wrapUp: { ...busy, recorded: 'wrapUp', wrappedUp: 'closed', cancelled: 'closed' },
  texting: {
    ...busy,
    optedOut: 'closed',
    suppressed: 'closed',
    smsPutOff: 'texting',
    smsSent: 'texting',
    smsRefused: 'texting',
    texted: 'closed',
  },
  closed: {
    claim: '(alreadyClosed)',
    blocked: '(alreadyClosed)',
    optedOut: '(alreadyClosed)',
    suppressed: '(alreadyClosed)',
    neverDialed: '(alreadyClosed)',
    dialed: '(alreadyClosed)',
    connected: '(alreadyClosed)',
    recorded: '(alreadyClosed)',
    ended: '(alreadyClosed)',
    wrappedUp: '(alreadyClosed)',
    smsPutOff: '(alreadyClosed)',
    smsSent: '(alreadyClosed)',
    smsRefused: '(alreadyClosed)',
    texted: '(alreadyClosed)',
    regate: '(alreadyClosed)',
    zoneKnown: '(alreadyClosed)',
    cancelled: '(alreadyClosed)',
    deadlinePassed: '(alreadyClosed)',
  },
} satisfies Record<TaskStatus, Record<EventKind, Answer>>;

const deliveryIdOf = (task: Task) => deliveryOf(task) ?? aDeliveryId();

const rows = Object.values(tasks).flatMap((task) =>
  Object.values(taskEvents(deliveryIdOf(task), noon)).map((occurred) => ({
    task,
    occurred,
    status: task.status,
    kind: occurred.kind,
    answer: table[task.status][occurred.kind],
  })),
);

describe('every status answers every event', () => {
  test.each(rows)('a $status task answers $kind with $answer', ({ task, occurred, answer }) => {
    const decision = decide(task, occurred, policy);
    const found = decision.kind === 'ignore' ? `(${decision.reason})` : decision.next.status;
    expect(found).toBe(answer);
    if (decision.kind === 'apply') {
      expect(taskSchema.parse(decision.next)).toEqual(decision.next);
    }
  });

  const foreign = aDeliveryId(undefined, 1, 9);
  const named = rows.filter(
    ({ occurred, status }) => isDeliveryEvent(occurred) && status !== 'closed',
  );
  test.each(named)('a $status task ignores $kind of another delivery', ({ task, occurred }) => {
    const other = { ...occurred, deliveryId: foreign };
    expect(decide(task, other, policy)).toEqual({ kind: 'ignore', reason: 'staleDelivery' });
  });
});

describe('time alone moves every open status on', () => {
  const after = (minutes: number) => later(taskDeadline, minutes * MINUTE);

  test.each([
    { status: 'waiting', task: tasks.waiting, at: taskDeadline, next: 'ready' },
    { status: 'claimed', task: tasks.claimed, at: taskDeadline, next: 'ready' },
    { status: 'dialing', task: tasks.dialing, at: taskDeadline, next: 'closed' },
    { status: 'connected', task: tasks.connected, at: taskDeadline, next: 'closed' },
    { status: 'wrapUp', task: tasks.wrapUp, at: taskDeadline, next: 'closed' },
    { status: 'texting', task: tasks.texting, at: taskDeadline, next: 'texting' },
    { status: 'ready', task: tasks.ready, at: taskExpiry, next: 'closed' },
    { status: 'expired waiting', task: tasks.waiting, at: taskExpiry, next: 'closed' },
  ])('a $status task is $next once its deadline has passed', ({ task, at, next }) => {
    const decision = decide(task, { kind: 'deadlinePassed', now: at }, policy);
    expect(decision).toMatchObject({ kind: 'apply', next: { status: next } });
  });

  test.each([tasks.waiting, tasks.ready])(
    'a $status task past its expiry closes as expired',
    (task) => {
      const decision = decide(task, { kind: 'deadlinePassed', now: taskExpiry }, policy);
      expect(decision).toMatchObject({ next: { outcome: 'expired', closedAt: taskExpiry } });
    },
  );

  test.each([tasks.dialing, tasks.connected])(
    'a $status task closes its delivery as Unknown if the end of the call was lost',
    (task) => {
      const decision = decide(task, { kind: 'deadlinePassed', now: after(1) }, policy);
      expect(decision).toMatchObject({
        next: { lastResult: 'Unknown' },
        effects: [{ kind: 'closeDelivery', deliveryId: task.deliveryId, result: 'Unknown' }],
      });
    },
  );

  test('a claimed task can dial the same number again if its dial never started', () => {
    const decision = decide(tasks.claimed, { kind: 'deadlinePassed', now: taskDeadline }, policy);
    expect(decision).toMatchObject({
      next: { status: 'ready', chain: [{ numbers: [{ triedIn: 0, standing: 'usable' }] }] },
      effects: [],
    });
  });
});

test('a cancelled task releases its key, so that a later import can name the same contacts', () => {
  const decision = decide(tasks.ready, event('cancelled', aDeliveryId()), policy);
  expect(decision).toMatchObject({
    next: { outcome: 'cancelled', closedAt: noon, openKey: tasks.ready.id },
    effects: [],
  });
});

test('an exhausted task without a follow-up closes', () => {
  const task = aTask({ status: 'dialing' });
  const noAnswer = event('ended', task.deliveryId, { result: 'NoAnswer' });
  expect(decide(task, noAnswer, policy)).toMatchObject({ next: { outcome: 'exhausted' } });
  const texting = decide(task, noAnswer, aTaskPolicy({ followUp: anSmsEngagement() }));
  expect(texting).toMatchObject({ next: { status: 'texting', deliveries: 2 } });
});
