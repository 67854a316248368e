// What a result means for the number, for the attempt and for the task.
import { describe, expect, test } from 'vitest';
import {
  meaningOf,
  reattemptReasonOf,
  reattemptReasons,
  isInvalidNumber,
  type VoiceResult,
  voiceResults,
} from '../../../../shared/domain/outcome/result.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aChainMember, aChainNumber, aTask } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event } from '../../../support/builders/task-events.ts';

type Reattempts = NonNullable<Parameters<typeof aVoiceEngagement>[0]>['reattempts'];
const policyWith = (reattempts: Reattempts = {}) =>
  aTaskPolicy({ engagement: aVoiceEngagement({ reattempts }) });

const twoNumbers = [aChainNumber({ triedIn: 1 }), aChainNumber({ number: aNumber(1) })];
const dialing = aTask({ status: 'dialing', chain: [aChainMember({ numbers: twoNumbers })] });
const after = (result: VoiceResult, reattempts?: Reattempts) =>
  decide(dialing, event('ended', dialing.deliveryId, { result }), policyWith(reattempts));

describe('with a second number and no retries, a result', () => {
  const rows = voiceResults.map((result) => ({ result, meaning: meaningOf[result] }));

  test.each(rows)('$result means $meaning', ({ result, meaning }) => {
    const next = {
      reached: { status: 'closed', outcome: 'reached' },
      nextNumber: { status: 'ready', attempt: 1 },
      endsAttempt: { status: 'closed', outcome: 'exhausted' },
    }[meaning];
    expect(after(result)).toMatchObject({
      next: { ...next, lastResult: result },
      effects: [{ kind: 'closeDelivery', deliveryId: dialing.deliveryId, result }],
    });
  });

  test.each(rows)(
    '$result spends or invalidates its number without a reason to retry',
    ({ result }) => {
      const standing = isInvalidNumber(result) ? 'invalid' : 'spent';
      expect(after(result)).toMatchObject({
        next: { chain: [{ numbers: [{ standing }, { standing: 'usable' }] }] },
      });
    },
  );
});

describe('with every reason to retry, a result', () => {
  const reattempts = { reasons: [...reattemptReasons], attempts: 2 };
  const asked = voiceResults.filter((result) => reattemptReasonOf[result] !== null);

  test.each(asked)('%s keeps its number usable for the next attempt', (result) => {
    expect(after(result, reattempts)).toMatchObject({
      next: { chain: [{ numbers: [{ standing: 'usable', triedIn: 1 }, {}] }] },
    });
  });

  test.each(asked)('%s spends its number if only its own reason is not selected', (result) => {
    const reasons = reattemptReasons.filter((reason) => reason !== reattemptReasonOf[result]);
    expect(after(result, { reasons, attempts: 2 })).toMatchObject({
      next: { chain: [{ numbers: [{ standing: 'spent' }, {}] }] },
    });
  });

  test('that ends the attempt dials no other number before the wait is over', () => {
    const waited = later(noon, HOUR);
    expect(after('Unknown', reattempts)).toMatchObject({
      next: { status: 'waiting', because: 'retry', attempt: 2, deadlineAt: waited },
      effects: [{ kind: 'closeDelivery' }, { kind: 'wake', at: waited }],
    });
  });
});

test('the second number waits for the time between numbers', () => {
  const decision = after('NoAnswer', { waitBetweenNumbersMinutes: 3 });
  expect(decision).toMatchObject({
    next: {
      status: 'waiting',
      because: 'betweenNumbers',
      attempt: 1,
      deadlineAt: later(noon, 3 * MINUTE),
    },
  });
});

test('no attempt follows the last attempt that the engagement allows', () => {
  const task = aTask({ status: 'dialing', attempt: 3, deliveries: 3 });
  const noAnswer = event('ended', task.deliveryId, { result: 'NoAnswer' });
  const reasons = ['noAnswer' as const];
  const third = decide(task, noAnswer, policyWith({ reasons, attempts: 3 }));
  expect(third).toMatchObject({ next: { status: 'closed', outcome: 'exhausted', attempt: 3 } });
  const fourth = decide(task, noAnswer, policyWith({ reasons, attempts: 4 }));
  expect(fourth).toMatchObject({ next: { status: 'waiting', attempt: 4 } });
});

test('a task closes as unreachable if its only number is invalid', () => {
  const task = aTask({ status: 'dialing' });
  const invalid = event('ended', task.deliveryId, { result: 'InvalidAddress' });
  const decision = decide(task, invalid, policyWith({ reasons: ['failed'], attempts: 5 }));
  expect(decision).toMatchObject({ next: { status: 'closed', outcome: 'unreachable' } });
});

test('a contact that hangs up while waiting counts as abandoned and is not dialed again', () => {
  const facts = { ...noFacts, answeredAt: noon, abandoned: true };
  const left = event('ended', dialing.deliveryId, { result: 'LiveAnswer', facts });
  const decision = decide(dialing, left, policyWith({ reasons: ['failed'], attempts: 5 }));
  expect(decision).toMatchObject({ next: { status: 'closed', outcome: 'abandoned' } });
});

test('a repeated end of the same delivery counts once', () => {
  const first = after('NoAnswer');
  if (first.kind !== 'apply') throw new Error('The first was ignored.');
  const again = event('ended', dialing.deliveryId, { result: 'NoAnswer' });
  expect(decide(first.next, again, policyWith())).toEqual({
    kind: 'ignore',
    reason: 'staleDelivery',
  });
});

test('a task ignores the late end of an earlier delivery', () => {
  const second = aTask({ status: 'dialing', deliveries: 2 });
  const late = event('ended', aDeliveryId(undefined, 1, 1), { result: 'LiveAnswer' });
  expect(decide(second, late, policyWith())).toEqual({ kind: 'ignore', reason: 'staleDelivery' });
});
