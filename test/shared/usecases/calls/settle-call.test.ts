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

/** A call just before its settling: its representative, number, contact and task are taken by it. */
async function taken(options: SeededEngineOptions & { task?: 'dialing' | 'claimed' } = {}) {
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
type Taken = Awaited<ReturnType<typeof taken>>;

const graceOf = async ({ getRepresentative }: Taken) => (await getRepresentative('grace')).presence;
const ticks = ({ messageBus }: Taken) =>
  messageBus.sent.filter(({ queue }) => queue === 'pacing').length;

async function standing(engine: Taken) {
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

test('a call that is over gives back its representative and its number, and ends its delivery', async () => {
  const engine = await taken();
  await engine.settle(aCall({ status: 'ended' }));
  expect(await standing(engine)).toMatchObject({
    grace: { status: 'wrapUp', deadlineAt: later(noon, MINUTE) },
    open: null,
    reached: [deliveryId],
    tasks: [{ status: 'wrapUp', deadlineAt: later(noon, 90 * SECOND), dispositionCodes: [] }],
    deliveries: [{ status: 'Complete', result: 'LiveAnswer' }],
    counts: { accepted: 1, connected: 1, 'voice.LiveAnswer': 1 },
  });
  expect(ticks(engine)).toBe(0);
});

test('a representative who completes before the task is told of the end wraps it up as well', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await taken({ wrap: race.wrap });
  race.with(() => engine.completeWork(aRepresentative().id, deliveryId));
  await engine.settle(aCall({ status: 'ended' }));
  expect(await standing(engine)).toMatchObject({
    grace: { status: 'available' },
    tasks: [{ status: 'closed', outcome: 'reached' }],
  });
});

test('a result stands at the instant of the call’s end, however late it is settled', async () => {
  const engine = await taken();
  await engine.timeline.runTo(later(noon, 5 * MINUTE));
  await engine.settle(aCall({ status: 'ended', ...busy, endedAt: noon }));
  expect(engine.tasks.all().deliveries).toMatchObject([{ endedAt: noon }]);
});

describe('the representative', () => {
  test('who spoke with nobody is free at once, and their group ticks at once', async () => {
    const engine = await taken();
    await engine.settle(aCall({ status: 'ended', ...busy }));
    expect(await graceOf(engine)).toEqual({ status: 'available', since: noon });
    expect(ticks(engine)).toBe(1);
  });

  test('of a queue without wrap-up is free at once', async () => {
    const engine = await taken();
    await engine.saveConfiguration.put('queue', aQueue({ wrapUpSeconds: 0 }), null);
    await engine.timeline.runTo(later(noon, 2 * SECOND));
    await engine.settle(aCall({ status: 'ended' }));
    expect((await graceOf(engine)).status).toBe('available');
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  });

  test('who chose to go meanwhile goes, and nothing ticks for them', async () => {
    const engine = await taken();
    await engine.choosePresence(aRepresentative().id, 'away');
    await engine.settle(aCall({ status: 'ended', ...busy }));
    expect((await graceOf(engine)).status).toBe('away');
    expect(ticks(engine)).toBe(0);
  });

  test('who is in another call by now stays in it', async () => {
    const engine = await taken();
    const presence = aPresence({ status: 'talking', deliveryId: other });
    await storeRepresentative(engine, aRepresentative({ presence }));
    await engine.settle(aCall({ status: 'ended' }));
    expect(await graceOf(engine)).toEqual(presence);
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed' }]);
  });

  test('who is not there any more keeps nothing else from being settled', async () => {
    const engine = await taken();
    await engine.settle(
      aCall({ status: 'ended', representative: { id: 'x', address: '8:acs:x' } }),
    );
    expect(await standing(engine)).toMatchObject({ open: null, tasks: [{ status: 'closed' }] });
  });
});

test('a number that another delivery has by now stays with it', async () => {
  const engine = await taken();
  const record = await engine.contacts.number(aNumber());
  const value = reserveNumberFor(record.value, other, later(noon, MINUTE));
  await engine.contacts.saveNumber({ ...record, value });
  await engine.settle(aCall({ status: 'ended', ...busy }));
  expect((await engine.contacts.number(aNumber())).value).toEqual(value);
});

test.each(['claimed', 'dialing'] as const)(
  'a %s task whose call was never dialled goes back as if nothing had been',
  async (task) => {
    const engine = await taken({ task });
    await engine.settle(withdrawn);
    const { open, reached, tasks } = await standing(engine);
    expect({ open, reached }).toEqual({ open: null, reached: [] });
    expect(tasks).toMatchObject([{ status: 'ready', attempt: 1, lastResult: null }]);
    expect(tasks[0]?.chain[0]?.numbers).toMatchObject([{ triedIn: 0, standing: 'usable' }]);
  },
);

describe('again', () => {
  const calls: [string, CallIn<'ended'>][] = [
    ['a call that was answered', aCall({ status: 'ended' })],
    ['a call that was not', aCall({ status: 'ended', ...busy })],
    ['a call that was never dialled', withdrawn],
  ];
  const deaths: CrashPoint[] = [
    at('before', 'representatives', 'save'),
    at('after', 'representatives', 'save'),
    at('before', 'contacts', 'saveNumber'),
    at('after', 'contacts', 'saveNumber'),
    at('before', 'tasks', 'commit'),
    at('after', 'tasks', 'commit'),
  ];
  const stories = calls.flatMap(([name, call]) =>
    deaths.map(
      (death) => [name, death.when, `${death.port}.${death.method}`, call, death] as const,
    ),
  );

  test.each(calls)('%s is settled twice as once', async (_name, call) => {
    const engine = await taken();
    await engine.settle(call);
    const once = await standing(engine);
    await engine.settle(call);
    expect(await standing(engine)).toEqual(once);
  });

  test.each(stories)(
    '%s: dies %s %s, and is settled all the same',
    async (_n, _w, _p, call, death) => {
      const whole = await taken();
      await whole.settle(call);
      const engine = await taken(crashOnce(death));
      await expect(engine.settle(call)).rejects.toThrow(Crashed);
      await engine.settle(call);
      expect(await standing(engine)).toEqual(await standing(whole));
    },
  );

  test('dies after its last step, and the engagement is removed: it is settled all the same', async () => {
    const engine = await taken(crashOnce(at('after', 'tasks', 'commit')));
    const call = aCall({ status: 'ended', ...busy });
    await expect(engine.settle(call)).rejects.toThrow(Crashed);
    await engine.runEngagementOperation(call.engagementId, 'Stop');
    await engine.saveConfiguration.remove('engagement', call.engagementId, null);
    await engine.timeline.runTo(later(noon, 2 * SECOND));
    await expect(engine.settle(call)).resolves.toBeUndefined();
  });
});

test('an opt-out that comes between reading and writing the number is kept', async () => {
  const race = raceBefore('contacts', 'saveNumber');
  const engine = await taken(race);
  race.with(() => engine.applySmsEvent({ kind: 'received', from: aNumber(), message: 'STOP' }));
  await engine.settle(aCall({ status: 'ended', ...busy }));
  const { value } = await engine.contacts.number(aNumber());
  expect(value).toMatchObject({ open: null, optedOut: { sms: noon } });
});
