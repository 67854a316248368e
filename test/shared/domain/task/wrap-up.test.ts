// After a conversation: what a representative records of it, when, and what becomes of the task.
import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../../shared/domain/task/next-step.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { type TaskEvent } from '../../../../shared/domain/task/event.ts';
import { cancel } from '../../../../shared/domain/task/close.ts';
import { afterStop } from '../../../../shared/domain/task/ended-engagement.ts';
import { type Task, taskSchema } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { anSmsEngagement, aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { at, noon } from '../../../support/builders/instants.ts';
import {
  aChainMember,
  aChainNumber,
  aTask,
  taskDeadline,
  taskExpiry,
} from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event, type wrongPerson } from '../../../support/builders/task-events.ts';

type Reattempts = NonNullable<Parameters<typeof aVoiceEngagement>[0]>['reattempts'];
const policyWith = (reattempts: Reattempts = {}) =>
  aTaskPolicy({
    engagement: aVoiceEngagement({
      reattempts: { dispositionCodes: ['wrong-person'], attempts: 3, ...reattempts },
    }),
    followUp: anSmsEngagement(),
  });
const policy = policyWith();

const deliveryId = aDeliveryId();
const renewed = ['renewed'];
const wrong = ['wrong-person'];
const numbers = [
  aChainNumber({ triedIn: 1, standing: 'spent' }),
  aChainNumber({ number: aNumber(1) }),
];
const chain = [aChainMember({ numbers })];
const spent = [aChainMember({ numbers: [aChainNumber({ triedIn: 1, standing: 'spent' })] })];
const spoken = { ...noFacts, answeredAt: noon, bridgedAt: noon };
const until = later(noon, 90_000);

/** What an event makes of a task; throws when it is ignored. */
function become(task: Task, occurred: TaskEvent, given = policy) {
  const decision = decide(task, occurred, given);
  if (decision.kind === 'ignore') throw new Error(`It was ignored: ${decision.reason}.`);
  expect(taskSchema.parse(decision.next)).toEqual(decision.next);
  return decision;
}

const record = (...codes: string[]) =>
  event('recorded', deliveryId, { dispositionCodes: codes as (typeof wrongPerson)[] });

describe('the end of a conversation', () => {
  const over = event('ended', deliveryId, { facts: spoken, wrapUpUntil: until });

  test.each([
    aTask({ status: 'dialing' }),
    aTask({ status: 'connected', dispositionCodes: wrong }),
  ])('ends the delivery of a $status task and leaves the task open for its wrap-up', (task) => {
    const dispositionCodes = task.status === 'connected' ? wrong : [];
    const { next, effects } = become(task, over);
    expect(next).toMatchObject({ status: 'wrapUp', deadlineAt: until, dispositionCodes });
    expect(next.openKey).toBe(task.openKey);
    expect(effects).toEqual([
      {
        kind: 'closeDelivery',
        deliveryId,
        result: 'LiveAnswer',
        facts: spoken,
        dispositionCodes,
      },
    ]);
  });

  test.each([
    ['there was no conversation', { facts: { ...spoken, bridgedAt: null } }, 'reached'],
    [
      'no representative joined in time',
      { facts: { ...spoken, bridgedAt: null, abandoned: true } },
      'abandoned',
    ],
    ['there is no wrap-up', { facts: spoken, wrapUpUntil: null }, 'reached'],
  ])('closes the task at once when %s', (_why, changes, outcome) => {
    const ended = event('ended', deliveryId, { wrapUpUntil: until, ...changes });
    expect(become(aTask({ status: 'connected' }), ended).next).toMatchObject({
      status: 'closed',
      outcome,
    });
  });

  test('applies the codes of the call at once without a wrap-up', () => {
    const task = aTask({ status: 'connected', dispositionCodes: wrong });
    const ended = event('ended', deliveryId, { facts: spoken });
    expect(become(task, ended).next).toMatchObject({ status: 'waiting', attempt: 2 });
  });

  test('counts as a conversation after a lost end if a code is recorded', () => {
    const task = aTask({ status: 'connected', dispositionCodes: renewed });
    const { next, effects } = become(task, { kind: 'deadlinePassed', now: taskDeadline });
    expect(next).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(effects).toMatchObject([{ result: 'Unknown', dispositionCodes: renewed }]);
  });
});

describe('a disposition code', () => {
  test.each([
    { status: 'dialing', task: aTask({ status: 'dialing' }), becomes: 'connected', effects: [] },
    {
      status: 'connected',
      task: aTask({ status: 'connected' }),
      becomes: 'connected',
      effects: [],
    },
    {
      status: 'wrapUp',
      task: aTask({ status: 'wrapUp' }),
      becomes: 'wrapUp',
      effects: [{ kind: 'recordDisposition', deliveryId, dispositionCodes: wrong }],
    },
  ])('is stored on a $status task, and on its delivery after the call', (row) => {
    const { next, effects } = become(row.task, record('wrong-person'));
    const { deadlineAt } = row.task;
    expect(next).toMatchObject({ status: row.becomes, dispositionCodes: wrong, deadlineAt });
    expect(effects).toEqual(row.effects);
  });

  const some = { dispositionCodes: wrong };
  const tasks = [aTask({ status: 'connected', ...some }), aTask({ status: 'wrapUp', ...some })];

  test.each(tasks)('that is recorded twice on a $status task changes nothing', (task) => {
    const decision = decide(task, record('wrong-person'), policy);
    expect(decision).toEqual({ kind: 'ignore', reason: 'unchanged' });
  });

  test.each(tasks)('replaces the earlier code of a $status task', (task) => {
    expect(become(task, record('renewed')).next).toMatchObject({ dispositionCodes: renewed });
    expect(become(task, record()).next).toMatchObject({ dispositionCodes: [] });
  });
});

describe('after the wrap-up', () => {
  const wrapUp = (codes: string[], changes: Partial<Parameters<typeof aTask<'wrapUp'>>[0]> = {}) =>
    aTask({ status: 'wrapUp', chain, dispositionCodes: codes, ...changes });
  const done = event('wrappedUp', deliveryId);

  test.each([
    { codes: [], given: policy, why: 'nothing was recorded' },
    { codes: renewed, given: policy, why: 'no code asks for another attempt' },
    { codes: wrong, given: policyWith({ attempts: 1 }), why: 'no attempt is left' },
    { codes: wrong, given: policyWith({ dispositionCodes: [] }), why: 'the engagement wants none' },
  ])('the contact counts as reached when $why, and gets no SMS', ({ codes, given }) => {
    const { next, effects } = become(wrapUp(codes), done, given);
    expect(next).toMatchObject({ status: 'closed', outcome: 'reached', closedAt: noon });
    expect(effects).toEqual([]);
  });

  test('one retry code among several starts the next attempt', () => {
    const codes = [...renewed, ...wrong];
    expect(become(wrapUp(codes), done).next).toMatchObject({ status: 'waiting', attempt: 2 });
  });

  test.each([
    { reattempts: {}, from: later(noon, HOUR) },
    { reattempts: { waitMinutes: 5 }, from: later(noon, 5 * MINUTE) },
    {
      reattempts: { waitMinutesAfter: waits({ dispositionCode: 7 }) },
      from: later(noon, 7 * MINUTE),
    },
    { reattempts: { waitMinutesAfter: waits({ noAnswer: 7 }) }, from: later(noon, HOUR) },
    // Noon is 12:00 in New York: the next part of the day is the evening.
    { reattempts: { spread: true }, from: at('2026-03-10T21:00Z') },
  ])('the next attempt waits as $reattempts says', ({ reattempts, from }) => {
    const { next, effects } = become(wrapUp(wrong), done, policyWith(reattempts));
    expect(next).toMatchObject({ because: 'retry', notBefore: from, lastResult: 'LiveAnswer' });
    expect(effects).toEqual([{ kind: 'wake', at: from }]);
  });

  test('its deadline has the same effect as its end by the representative', () => {
    const passed = { kind: 'deadlinePassed', now: taskDeadline } as const;
    expect(become(wrapUp(wrong), passed).next).toMatchObject({ status: 'waiting', attempt: 2 });
    expect(become(wrapUp([]), passed).next).toMatchObject({ status: 'closed', outcome: 'reached' });
  });

  test('a task that expires before its next attempt counts as reached', () => {
    const late = wrapUp(wrong, { expiresAt: later(noon, MINUTE) });
    expect(become(late, done).next).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(taskExpiry > late.expiresAt).toBe(true);
  });

  test('the number of the wrong party is not dialed again if there is another number', () => {
    expect(become(wrapUp(wrong), done).next).toMatchObject({
      chain: [{ numbers: [{ standing: 'spent', untexted: 'wrongParty' }, { standing: 'usable' }] }],
    });
  });

  test('the only number of the wrong party is dialed again and never texted', () => {
    const { next } = become(wrapUp(wrong, { chain: spent }), done);
    expect(next).toMatchObject({
      status: 'waiting',
      chain: [{ numbers: [{ standing: 'usable', triedIn: 1, untexted: 'wrongParty' }] }],
    });
    const following = aTaskPolicy({ followUp: anSmsEngagement() });
    expect(
      nextStep({ ...next, attempt: 9 }, following, noon, { kind: 'nextAttempt', after: null }).next,
    ).toMatchObject({
      status: 'closed',
      followUp: null,
    });
  });

  test('a number of an unused type does not count as another number', () => {
    const business = aChainNumber({ type: 'business', number: aNumber(1) });
    const others = [aChainMember({ numbers: [...spent.flatMap((one) => one.numbers), business] })];
    expect(become(wrapUp(wrong, { chain: others }), done).next).toMatchObject({
      chain: [{ numbers: [{ standing: 'usable' }, {}] }],
    });
  });
});

describe('of a stopped engagement', () => {
  const task = aTask({ status: 'wrapUp', dispositionCodes: wrong });
  const due = { kind: 'deadlinePassed', now: taskDeadline } as const;

  test.each([due, event('wrappedUp', deliveryId)])(
    'a wrap-up that ends by $kind counts as reached with any code',
    (occurred) => {
      const { next } = become(task, afterStop(task, occurred));
      expect(next).toMatchObject({ status: 'closed', outcome: 'reached', cancelledBy: null });
    },
  );

  test('a task in its wrap-up still accepts codes', () => {
    const occurred = record('renewed');
    expect(afterStop(task, occurred)).toEqual(occurred);
  });
});

test('a task that is cancelled in its wrap-up counts as reached, and any other as cancelled', () => {
  expect(cancel(aTask({ status: 'wrapUp' }), noon).next).toMatchObject({ outcome: 'reached' });
  expect(cancel(aTask({ status: 'waiting' }), noon).next).toMatchObject({ outcome: 'cancelled' });
});

function waits(own: { dispositionCode?: number; noAnswer?: number }) {
  const none = { noAnswer: null, busy: null, failed: null, answeringMachine: null };
  return { ...none, dispositionCode: null, ...own };
}
