import { describe, expect, test } from 'vitest';
import type { CallIn } from '../../../../shared/domain/call/call.ts';
import { addContactAttempt } from '../../../../shared/domain/contact/contact-attempts.ts';
import { reserveNumberFor } from '../../../../shared/domain/contact/number-reservation.ts';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aContact } from '../../../support/builders/contact.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';
import { aTask } from '../../../support/builders/task.ts';
import {
  at,
  type CrashPoint,
  Crashed,
  crashOnce,
} from '../../../support/injection/crash-injection.ts';
import { innerUseCases } from '../../../support/injection/inner.ts';
import { storeRepresentative, storeTask } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const deliveryId = aDeliveryId();
const other = aDeliveryId(aTaskId(7));
const busy = { result: 'Busy' as const, facts: noFacts };
const withdrawn = aCall({ status: 'ended', result: 'Cancelled', facts: noFacts, againFrom: noon });

/** A call before it is settled, with its reserved representative, number, contact and task. */
async function createReserved(
  options: SeededEngineOptions & { task?: 'dialing' | 'claimed' } = {},
) {
  const { wrap, task = 'dialing', ...rest } = options;
  const engine = await createSeededEngine(rest);
  await storeTask(engine, aTask({ status: task }));
  const presence = aPresence({ status: 'reserved' });
  await storeRepresentative(engine, aRepresentative({ presence }));
  const number = await engine.contacts.number(aNumber());
  const value = reserveNumberFor(number.value, deliveryId, later(noon, 10 * MINUTE));
  await engine.contacts.saveNumber({ ...number, value });
  const reach = { deliveryId, engagementId: aVoiceEngagement().id, at: noon };
  await engine.contacts.create(addContactAttempt(aContact(), { ...reach, channel: 'voice' }));
  const { settleCall } = innerUseCases(engine, wrap);
  return { ...engine, settle: settleCall };
}
type ReservedEngine = Awaited<ReturnType<typeof createReserved>>;

const graceOf = async ({ getRepresentative }: ReservedEngine) =>
  (await getRepresentative('grace')).presence;
const countTicks = ({ messageBus }: ReservedEngine) =>
  messageBus.sent.filter(({ queue }) => queue === 'pacing').length;

async function readState(engine: ReservedEngine) {
  const { tasks, deliveries, tallies } = engine.tasks.all();
  const { contacts } = engine;
  return {
    grace: await graceOf(engine),
    open: (await contacts.number(aNumber())).value.open,
    reached: contacts.contacts().flatMap(({ reached }) => reached.map((entry) => entry.deliveryId)),
    tasks,
    deliveries,
    counts: sumCounters(tallies),
  };
}

test('an ended call releases its representative and its number, and completes its delivery', async () => {
  const engine = await createReserved();
  await engine.settle(aCall({ status: 'ended' }));
  expect(await readState(engine)).toMatchObject({
    grace: { status: 'wrapUp', deadlineAt: later(noon, MINUTE) },
    open: null,
    reached: [deliveryId],
    tasks: [{ status: 'wrapUp', deadlineAt: later(noon, 90 * SECOND), dispositionCodes: [] }],
    deliveries: [{ status: 'Complete', result: 'LiveAnswer' }],
    counts: { accepted: 1, connected: 1, 'voice.LiveAnswer': 1 },
  });
  expect(countTicks(engine)).toBe(0);
});

test('a representative that completes the wrap-up before the task is saved also closes the task', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await createReserved({ wrap: race.wrap });
  race.with(() => engine.completeWork(aRepresentative().id, deliveryId));
  await engine.settle(aCall({ status: 'ended' }));
  expect(await readState(engine)).toMatchObject({
    grace: { status: 'available' },
    tasks: [{ status: 'closed', outcome: 'reached' }],
  });
});

test('a delivery ends at the time of the call, not at the time of the settling', async () => {
  const engine = await createReserved();
  await engine.timeline.runTo(later(noon, 5 * MINUTE));
  await engine.settle(aCall({ status: 'ended', ...busy, endedAt: noon }));
  expect(engine.tasks.all().deliveries).toMatchObject([{ endedAt: noon }]);
});

describe('the representative of a settled call', () => {
  test('is available at once after a call without conversation, and a pacing tick follows', async () => {
    const engine = await createReserved();
    await engine.settle(aCall({ status: 'ended', ...busy }));
    expect(await graceOf(engine)).toEqual({ status: 'available', since: noon });
    expect(countTicks(engine)).toBe(1);
  });

  test('is available at once in a queue without wrap-up', async () => {
    const engine = await createReserved();
    await engine.documents.put('queue', aQueue({ wrapUpSeconds: 0 }), null);
    await engine.timeline.runTo(later(noon, 2 * SECOND));
    await engine.settle(aCall({ status: 'ended' }));
    expect((await graceOf(engine)).status).toBe('available');
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  });

  test('gets the chosen presence away, and no pacing tick follows', async () => {
    const engine = await createReserved();
    await engine.choosePresence(aRepresentative().id, 'away');
    await engine.settle(aCall({ status: 'ended', ...busy }));
    expect((await graceOf(engine)).status).toBe('away');
    expect(countTicks(engine)).toBe(0);
  });

  test('stays in another call that has started', async () => {
    const engine = await createReserved();
    const presence = aPresence({ status: 'talking', deliveryId: other });
    await storeRepresentative(engine, aRepresentative({ presence }));
    await engine.settle(aCall({ status: 'ended' }));
    expect(await graceOf(engine)).toEqual(presence);
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed' }]);
  });

  test('may be removed, and the call is still settled', async () => {
    const engine = await createReserved();
    await engine.settle(
      aCall({ status: 'ended', representative: { id: 'x', address: '8:acs:x' } }),
    );
    expect(await readState(engine)).toMatchObject({ open: null, tasks: [{ status: 'closed' }] });
  });
});

test('a number that another delivery has reserved keeps that reservation', async () => {
  const engine = await createReserved();
  const record = await engine.contacts.number(aNumber());
  const value = reserveNumberFor(record.value, other, later(noon, MINUTE));
  await engine.contacts.saveNumber({ ...record, value });
  await engine.settle(aCall({ status: 'ended', ...busy }));
  expect((await engine.contacts.number(aNumber())).value).toEqual(value);
});

test.each(['claimed', 'dialing'] as const)(
  'a %s task of an undialed call is ready again without a counted attempt',
  async (task) => {
    const engine = await createReserved({ task });
    await engine.settle(withdrawn);
    const { open, reached, tasks } = await readState(engine);
    expect({ open, reached }).toEqual({ open: null, reached: [] });
    expect(tasks).toMatchObject([{ status: 'ready', attempt: 1, lastResult: null }]);
    expect(tasks[0]?.chain[0]?.numbers).toMatchObject([{ triedIn: 0, standing: 'usable' }]);
  },
);

describe('a repeated settlement', () => {
  const calls: [string, CallIn<'ended'>][] = [
    ['an answered call', aCall({ status: 'ended' })],
    ['a busy call', aCall({ status: 'ended', ...busy })],
    ['an undialed call', withdrawn],
  ];
  const crashPoints: CrashPoint[] = [
    at('before', 'representatives', 'save'),
    at('after', 'representatives', 'save'),
    at('before', 'contacts', 'saveNumber'),
    at('after', 'contacts', 'saveNumber'),
    at('before', 'tasks', 'commit'),
    at('after', 'tasks', 'commit'),
  ];
  const crashCases = calls.flatMap(([name, call]) =>
    crashPoints.map(
      (crashPoint) =>
        [
          name,
          crashPoint.when,
          `${crashPoint.port}.${crashPoint.method}`,
          call,
          crashPoint,
        ] as const,
    ),
  );

  test.each(calls)('of %s has the same effect as one', async (_name, call) => {
    const engine = await createReserved();
    await engine.settle(call);
    const once = await readState(engine);
    await engine.settle(call);
    expect(await readState(engine)).toEqual(once);
  });

  test.each(crashCases)(
    'of %s after a crash %s %s completes the settlement',
    async (_n, _w, _p, call, crashPoint) => {
      const whole = await createReserved();
      await whole.settle(call);
      const engine = await createReserved(crashOnce(crashPoint));
      await expect(engine.settle(call)).rejects.toThrow(Crashed);
      await engine.settle(call);
      expect(await readState(engine)).toEqual(await readState(whole));
    },
  );

  test('succeeds after a crash past the last step, even if the engagement was removed', async () => {
    const engine = await createReserved(crashOnce(at('after', 'tasks', 'commit')));
    const call = aCall({ status: 'ended', ...busy });
    await expect(engine.settle(call)).rejects.toThrow(Crashed);
    await engine.runEngagementOperation(call.engagementId, 'Stop');
    await engine.documents.remove('engagement', call.engagementId, null);
    await engine.timeline.runTo(later(noon, 2 * SECOND));
    await expect(engine.settle(call)).resolves.toBeUndefined();
  });
});

test('an opt-out between reading and saving the number is kept', async () => {
  const race = raceBefore('contacts', 'saveNumber');
  const engine = await createReserved(race);
  race.with(() => engine.applySmsEvent({ kind: 'received', from: aNumber(), message: 'STOP' }));
  await engine.settle(aCall({ status: 'ended', ...busy }));
  const { value } = await engine.contacts.number(aNumber());
  expect(value).toMatchObject({ open: null, optedOut: { sms: noon } });
});
