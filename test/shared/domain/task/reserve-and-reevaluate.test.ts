// From ready to dialed: the reservation checks the windows again, and only a dial that happened counts.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aChainMember, aChainNumber, aTask, taskExpiry } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event, soon } from '../../../support/builders/task-events.ts';

const policy = aTaskPolicy();
const none = aDeliveryId();

describe('claim', () => {
  test('a claimed task has a number, a representative, a deadline and a delivery', () => {
    const decision = decide(aTask({ status: 'ready' }), event('claim', none), policy);
    expect(decision).toMatchObject({
      next: {
        status: 'claimed',
        deliveries: 1,
        deliveryId: aDeliveryId(undefined, 1, 1),
        place: { member: 0, number: 0 },
        representativeId: 'grace',
        deadlineAt: soon,
      },
      effects: [],
    });
  });

  test('a ready task waits for the next opening if its window has closed', () => {
    const decision = decide(
      aTask({ status: 'ready' }),
      event('claim', none, { now: quietFrom }),
      policy,
    );
    expect(decision).toMatchObject({
      next: { status: 'waiting', because: 'outsideWindow', deadlineAt: quietUntil },
      effects: [{ kind: 'wake', at: quietUntil }],
    });
  });

  test('a ready task past its expiry closes as expired, even when the window is open', () => {
    const decision = decide(
      aTask({ status: 'ready' }),
      event('claim', none, { now: taskExpiry }),
      policy,
    );
    expect(decision).toMatchObject({ next: { status: 'closed', outcome: 'expired' }, effects: [] });
  });

  test('a spent number is skipped for the next one', () => {
    const numbers = [
      aChainNumber({ standing: 'spent' }),
      aChainNumber({ number: aNumber(1), triedIn: 1 }),
      aChainNumber({ number: aNumber(2) }),
    ];
    const task = aTask({ status: 'ready', chain: [aChainMember({ numbers })] });
    expect(decide(task, event('claim', none), policy)).toMatchObject({
      next: { place: { member: 0, number: 2 } },
    });
  });
});

describe('a claimed task', () => {
  const task = aTask({ status: 'claimed' });

  test('opens its delivery and marks its number as dialed', () => {
    const decision = decide(task, event('dialed', task.deliveryId), policy);
    expect(decision).toMatchObject({
      next: { status: 'dialing', deadlineAt: soon, chain: [{ numbers: [{ triedIn: 1 }] }] },
      effects: [
        {
          kind: 'openDelivery',
          delivery: {
            id: task.deliveryId,
            status: 'InProcess',
            channel: 'voice',
            to: aNumber(),
            from: aNumber(99),
            representativeId: 'grace',
            attempt: 1,
            ordinal: 1,
            startedAt: noon,
          },
        },
      ],
    });
  });

  test.each(['frequencyLimit', 'numberInUse', 'outsideWindow', 'throttled'] as const)(
    'waits if it is blocked by %s, and its number does not count as dialed',
    (because) => {
      const decision = decide(task, event('blocked', task.deliveryId, { because }), policy);
      expect(decision).toMatchObject({
        next: {
          status: 'waiting',
          because,
          deadlineAt: soon,
          chain: [{ numbers: [{ triedIn: 0 }] }],
        },
        effects: [{ kind: 'wake', at: soon }],
      });
    },
  );

  test.each([
    ['frequencyLimit', 'frequencyLimit'],
    ['numberInUse', 'outsideWindow'],
    ['throttled', 'outsideWindow'],
  ] as const)('blocked by %s until the night waits for the morning: %s', (because, known) => {
    const blocked = event('blocked', task.deliveryId, { because, until: quietFrom });
    expect(decide(task, blocked, policy)).toMatchObject({
      next: { because: known, notBefore: quietFrom, deadlineAt: quietUntil },
    });
  });

  test('closes as opted out when its only number opted out', () => {
    const decision = decide(task, event('optedOut', task.deliveryId), policy);
    expect(decision).toMatchObject({
      next: { outcome: 'optedOut', chain: [{ numbers: [{ standing: 'spent' }] }] },
    });
  });

  test('continues with the other number when one of two opted out', () => {
    const numbers = [aChainNumber(), aChainNumber({ number: aNumber(1) })];
    const two = aTask({ status: 'claimed', chain: [aChainMember({ numbers })] });
    expect(decide(two, event('optedOut', two.deliveryId), policy)).toMatchObject({
      next: {
        status: 'ready',
        chain: [{ numbers: [{ standing: 'spent' }, { standing: 'usable' }] }],
      },
    });
  });
});

describe('a dial that provably did not happen', () => {
  test('closes its delivery as Cancelled, and the number does not count as dialed', () => {
    const task = aTask({ status: 'dialing' });
    const decision = decide(task, event('neverDialed', task.deliveryId), policy);
    expect(decision).toMatchObject({
      next: { status: 'waiting', because: 'throttled', deadlineAt: soon, lastResult: null },
      effects: [
        { kind: 'closeDelivery', deliveryId: task.deliveryId, result: 'Cancelled' },
        { kind: 'wake', at: soon },
      ],
    });
    expect(decision).toMatchObject({ next: { chain: [{ numbers: [{ triedIn: 0 }] }] } });
  });

  test('in the second attempt leaves the number dialed in the first', () => {
    const task = aTask({ status: 'dialing', attempt: 2, deliveries: 2 });
    const policyOfTwo = aTaskPolicy({
      engagement: aVoiceEngagement({ reattempts: { attempts: 2, reasons: ['noAnswer'] } }),
    });
    const again = later(noon, MINUTE);
    const decision = decide(
      task,
      event('neverDialed', task.deliveryId, { againFrom: again }),
      policyOfTwo,
    );
    expect(decision).toMatchObject({
      next: { attempt: 2, status: 'waiting', chain: [{ numbers: [{ triedIn: 1 }] }] },
    });
  });
});
