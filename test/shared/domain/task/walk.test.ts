// A random walk: after any events in any order, for any delivery, the task is consistent.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  reattemptReasons,
  smsResults,
  voiceResults,
} from '../../../../shared/domain/outcome/result.ts';
import type { DeliveryId } from '../../../../shared/domain/values/ids.ts';
import type { TaskPolicy } from '../../../../shared/domain/task/task-policy.ts';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { legalEvents, type TaskEvent } from '../../../../shared/domain/task/event.ts';
import { deliverySchema, noFacts } from '../../../../shared/domain/task/delivery.ts';
import { deliveryOf, isOpen, type Task, taskSchema } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, latest, MINUTE } from '../../../../shared/domain/values/time.ts';
import { anSmsEngagement, aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aChainMember, aChainNumber, aTask } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { type EventKind, taskEvents, wrongPerson } from '../../../support/builders/task-events.ts';

const kinds = Object.keys(taskEvents(aDeliveryId(), noon)) as EventKind[];

const step = fc.record({
  // Most steps are legal in the status, so that walks make progress.
  kind: fc.option(fc.constantFrom(...kinds), { nil: null, freq: 2 }),
  pick: fc.nat(),
  minutes: fc.oneof(
    { weight: 6, arbitrary: fc.nat(2) },
    { weight: 1, arbitrary: fc.nat(3 * 24 * 60) },
  ),
  foreign: fc.nat(9).map((n) => n === 0),
  result: fc.constantFrom(...voiceResults),
  sms: fc.constantFrom(...smsResults),
  /** Whether there was a conversation, whether it has a wrap-up, and its code. */
  talked: fc.nat(2).map((n) => n === 0),
  wrapsUp: fc.nat(4).map((n) => n > 0),
  codes: fc.subarray([wrongPerson]),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const setting = fc.record({
  attempts: fc.integer({ min: 1, max: 4 }),
  reasons: fc.subarray([...reattemptReasons]),
  waitBetweenNumbersMinutes: fc.constantFrom(0, 5),
  followUp: fc.boolean(),
  dispositionCodes: fc.subarray(['wrong-person']),
});

const chain = [
  aChainMember({ numbers: [aChainNumber(), aChainNumber({ type: 'home', number: aNumber(1) })] }),
  aChainMember({
    contactId: 'contact-2',
    zone: null,
    numbers: [aChainNumber({ number: aNumber(2) })],
  }),
];

function policyOf(settings: typeof setting extends fc.Arbitrary<infer T> ? T : never): TaskPolicy {
  const { followUp, ...reattempts } = settings;
  const quietHours = aVoiceEngagement().phoneTypes.flatMap((type) => type.quietHours);
  const phoneTypes = (['mobile', 'home'] as const).map((type) => ({ type, quietHours }));
  const engagement = aVoiceEngagement({ phoneTypes, reattempts });
  return aTaskPolicy({ engagement, ...(followUp && { followUp: anSmsEngagement() }) });
}

function eventOf(task: Task, step: Step, now: Task['createdAt']) {
  const { kind, pick, foreign, result, sms, talked, wrapsUp, codes } = step;
  const own = (foreign ? null : deliveryOf(task)) ?? aDeliveryId(undefined, 1, 999);
  // These events end the walk, so only the steps with a fixed kind use them. After a wrap-up most walks end anyway.
  const legal = legalEvents[task.status].filter(
    (one) =>
      (one !== 'cancelled' || task.status === 'wrapUp') &&
      ((one !== 'suppressed' && one !== 'optedOut') || task.status !== 'texting'),
  );
  const chosen: EventKind = kind ?? legal[pick % Math.max(1, legal.length)] ?? 'claim';
  const events = taskEvents(own, now);
  const all = {
    ...events,
    ended: {
      ...events.ended,
      result,
      wrapUpUntil: wrapsUp ? later(now, MINUTE) : null,
      facts: { ...noFacts, bridgedAt: talked ? now : null },
    },
    recorded: { ...events.recorded, dispositionCodes: codes },
    texted: { ...events.texted, result: sms },
  };
  return all[chosen];
}

/** The open deliveries. Fails if one is opened or closed twice. */
function ledger() {
  const open = new Set<DeliveryId>();
  const closed = new Set<DeliveryId>();
  return {
    open,
    take(event: TaskEvent, effects: (ReturnType<typeof decide> & { kind: 'apply' })['effects']) {
      for (const effect of effects) {
        if (effect.kind === 'openDelivery') {
          const { id } = deliverySchema.parse(effect.delivery);
          expect(open.has(id) || closed.has(id), `${event.kind} opens ${id} again`).toBe(false);
          open.add(id);
        } else if (effect.kind === 'closeDelivery') {
          expect(open.delete(effect.deliveryId), `${event.kind} closes an open delivery`).toBe(
            true,
          );
          closed.add(effect.deliveryId);
        } else if (effect.kind === 'recordDisposition') {
          expect(
            closed.has(effect.deliveryId),
            `${event.kind} records a disposition after the end`,
          ).toBe(true);
        }
      }
    },
  };
}

test('a task is consistent after every event of a random walk, and time alone closes it', () => {
  const applied = new Set<string>();
  const walk = fc.property(
    setting,
    fc.array(step, { minLength: 5, maxLength: 60 }),
    (given, steps) => {
      const policy = policyOf(given);
      let task: Task = aTask({ status: 'ready', chain });
      let now = noon;
      const deliveries = ledger();
      for (const step of steps) {
        now = later(now, step.minutes * MINUTE);
        const event = eventOf(task, step, now);
        const decision = decide(task, event, policy);
        if (decision.kind === 'ignore') continue;

        const legal: readonly EventKind[] = legalEvents[task.status];
        expect(legal).toContain(event.kind);
        applied.add(`${task.status} ${event.kind}`);
        const next = taskSchema.parse(decision.next);
        expect(next).toEqual(decision.next);
        expect('deadlineAt' in next).toBe(isOpen[next.status]);
        expect(next.attempt).toBeLessThanOrEqual(given.attempts);
        expect(next.attempt).toBeGreaterThanOrEqual(task.attempt);
        expect(next.deliveries).toBeGreaterThanOrEqual(task.deliveries);
        deliveries.take(event, decision.effects);
        const underWay =
          next.status === 'dialing' || next.status === 'connected' || next.status === 'texting';
        expect([...deliveries.open]).toEqual(underWay ? [next.deliveryId] : []);
        for (const { numbers } of next.chain) {
          for (const { triedIn } of numbers) expect(triedIn).toBeLessThanOrEqual(next.attempt);
        }
        task = next;
      }
      // Time alone closes the task.
      for (let rest = 0; rest < 200 && task.status !== 'closed'; rest++) {
        now = latest(now, task.deadlineAt);
        const decision = decide(task, { kind: 'deadlinePassed', now }, policy);
        if (decision.kind === 'ignore') throw new Error(`A ${task.status} task is stuck.`);
        applied.add(`${task.status} deadlinePassed`);
        deliveries.take({ kind: 'deadlinePassed', now }, decision.effects);
        task = decision.next;
        now = later(now, HOUR);
      }
      expect(task.status).toBe('closed');
      expect(deliveries.open.size).toBe(0);
    },
  );
  fc.assert(walk, { numRuns: 700, seed: 20260310 });
  // Above, each applied event is legal. Here, each legal event was applied.
  const promised = Object.entries(legalEvents).flatMap(([status, events]) =>
    events.map((kind) => `${status} ${kind}`),
  );
  expect([...applied].sort()).toEqual(promised.sort());
});
