import { describe, expect, test } from 'vitest';
import { DAY, later, MINUTE, SECOND } from '../../shared/domain/values/time.ts';
import { type E164, e164Schema } from '../../shared/domain/values/phone.ts';
import { aVoiceEngagement, anSmsEngagement } from '../support/builders/engagement.ts';
import { aQueue } from '../support/builders/queue.ts';
import { aRepresentative } from '../support/builders/representative.ts';
import { aWorkstream } from '../support/builders/workstream.ts';
import { doubled } from '../support/injection/callback-disorder.ts';
import { at, type CrashPoint, Crashed, crashOnce } from '../support/injection/crash-injection.ts';
import { createTestEngine, type EngineOptions, type TestEngine } from '../support/engine.ts';
import { broken } from '../support/invariants.ts';
import { recordOf } from '../support/invariants/record.ts';
import { type Behaviour, talkative } from '../support/fakes/fake-people.ts';

const reminder = anSmsEngagement();
const renewals = aVoiceEngagement({
  taskLifetimeHours: 12,
  reattempts: {
    reasons: ['failed', 'noAnswer', 'busy'],
    attempts: 2,
    waitMinutes: 60,
    smsFollowUp: reminder.id,
  },
});
const ada: E164 = e164Schema.parse('+12062300001');
const file = `UniqueIdentifier,MobilePhoneNumber,TimeZone\nada,${ada},America/New_York\n`;

/** An engine with one contact, one representative and a started engagement. */
async function createStartedEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const engine = createTestEngine(options);
  await engine.documents.put('workstream', aWorkstream(), null);
  await engine.documents.put('queue', aQueue(), null);
  await engine.documents.put('engagement', reminder, null);
  await engine.documents.put('engagement', renewals, null);
  const { id, name, address, queues, skills } = aRepresentative();
  await engine.saveRepresentative({ id, name, address, queues, skills });
  await engine.choosePresence(id, 'available');
  await engine.runEngagementOperation(renewals.id, 'Start');
  engine.files.put('spring-renewals/march.csv', file);
  await engine.importContacts('spring-renewals/march.csv');
  return engine;
}

/** Runs two days with the timers and the sweep, and then checks that everything is released and closed. */
async function runUntilAllClosed(engine: TestEngine): Promise<void> {
  const stop = engine.startTimers(2 * SECOND);
  await engine.timeline.runTo(later(engine.start, 90 * MINUTE));
  stop();
  const stopSweep = engine.timeline.every(MINUTE, () => engine.sweep());
  await engine.timeline.runTo(later(engine.start, 2 * DAY));
  stopSweep();
  expect(broken(await recordOf(engine))).toEqual([]);
  expect(engine.tasks.all().tasks.map(({ status }) => status)).toEqual(['closed']);
  expect(engine.callStore.calls().every(({ status }) => status === 'settled')).toBe(true);
  const grace = await engine.getRepresentative('grace');
  expect(grace.presence.status).toBe('available');
  const record = await engine.contacts.number(ada);
  expect(record.value.open).toBeNull();
}

async function runWithCrash(
  crashPoint: CrashPoint,
  options: EngineOptions = {},
): Promise<TestEngine> {
  const { wrap, hasCrashed } = crashOnce(crashPoint);
  const engine = await createStartedEngine({ ...options, wrap });
  await runUntilAllClosed(engine);
  expect(hasCrashed()).toBe(true);
  expect(engine.failures.length).toBeGreaterThan(0);
  expect(engine.failures.every((failure) => failure instanceof Crashed)).toBe(true);
  return engine;
}

/** The results in delivery order. */
const results = (engine: TestEngine): string[] =>
  engine.tasks
    .all()
    .deliveries.filter(({ channel }) => channel === 'voice')
    .map((delivery) => (delivery.status === 'Complete' ? delivery.result : 'open'));

const isStatus =
  (status: string) =>
  (version: unknown): boolean =>
    (version as { value: { status: string } }).value.status === status;
const becomes =
  (status: string) =>
  (change: unknown): boolean =>
    (change as { next: { status: string } }).next.status === status;
const isReserved = (version: unknown): boolean =>
  (version as { value: { presence: { status: string } } }).value.presence.status === 'reserved';

const people = (...calls: Behaviour[]): EngineOptions => ({
  people: (_number, nth) => calls[nth - 1] ?? talkative,
});

describe('a crash before the dial', () => {
  test.each([
    [
      'after the line reservation and before the task is claimed',
      at('after', 'lineReservations', 'save'),
    ],
    [
      'after the task is claimed and before the representative is reserved',
      at('before', 'representatives', 'save', { where: isReserved }),
    ],
    [
      'after the representative is reserved and before the call is saved',
      at('before', 'callStore', 'save', { where: isStatus('queued') }),
    ],
    ['after the call is saved and before the dial message', at('before', 'messageBus', 'dial')],
    [
      'after the number is reserved and before the delivery opens',
      at('before', 'tasks', 'commit', { where: becomes('dialing') }),
    ],
  ])('%s: the contact is called once', async (_when, crashPoint) => {
    const engine = await runWithCrash(crashPoint);
    expect(engine.callControl.calls).toHaveLength(1);
    expect(results(engine)).toEqual(['LiveAnswer']);
  });

  test('after the delivery opens and before the intent is saved: it is undone, and the contact is called once', async () => {
    const engine = await runWithCrash(
      at('before', 'callStore', 'save', { where: isStatus('placing') }),
    );
    expect(engine.callControl.calls).toHaveLength(1);
    expect(results(engine)).toEqual(['Cancelled', 'LiveAnswer']);
  });
});

describe('a crash around the dial', () => {
  test('after the intent is saved and before the call: Unknown, without a second dial in the attempt', async () => {
    const engine = await runWithCrash(at('before', 'callControl', 'place'));
    expect(results(engine)).toEqual(['Unknown', 'LiveAnswer']);
    expect(attempts(engine)).toEqual([1, 2]);
    expect(engine.callControl.calls).toHaveLength(1);
  });

  test('after the call and before the placement is saved: the callbacks bring the real result', async () => {
    const engine = await runWithCrash(at('after', 'callControl', 'place'));
    expect(results(engine)).toEqual(['LiveAnswer']);
    expect(engine.callControl.calls).toHaveLength(1);
  });

  test('after an unanswered call and before the placement is saved: no second dial in the attempt', async () => {
    const engine = await runWithCrash(
      at('after', 'callControl', 'place'),
      people({ kind: 'noAnswer' }),
    );
    expect(results(engine)).toEqual(['NoAnswer', 'LiveAnswer']);
    expect(attempts(engine)).toEqual([1, 2]);
  });
});

describe('a crash around the settlement', () => {
  test.each([
    [
      'after the end of the call and before the settlement',
      at('after', 'callStore', 'save', { where: isStatus('ended') }),
    ],
    ['after the representative is released', at('before', 'contacts', 'number', { nth: 3 })],
    ['after the number is released', at('before', 'tasks', 'commit', { where: becomes('wrapUp') })],
    [
      'after the settlement and before its status is saved',
      at('before', 'callStore', 'save', { where: isStatus('settled') }),
    ],
  ])('%s: the call is settled with its real result, not Unknown', async (_when, crashPoint) => {
    const engine = await runWithCrash(crashPoint);
    expect(results(engine)).toEqual(['LiveAnswer']);
    expect(engine.callControl.calls).toHaveLength(1);
  });
});

describe('a crash around the SMS', () => {
  const unreachable = people({ kind: 'noAnswer' }, { kind: 'noAnswer' });

  test.each([
    [
      'after the SMS is planned and before its message is sent to the bus',
      at('before', 'messageBus', 'sendSms'),
    ],
    ['before the SMS is sent', at('before', 'smsSender', 'send')],
    ['after the SMS is sent and before its status is saved', at('after', 'smsSender', 'send')],
  ])('%s: one SMS is sent', async (_when, crashPoint) => {
    const engine = await runWithCrash(crashPoint, unreachable);
    expect(engine.smsSender.texts).toHaveLength(1);
    const [task] = engine.tasks.all().tasks;
    expect(task).toMatchObject({ outcome: 'exhausted', followUp: 'Delivered' });
  });
});

describe('concurrent or reordered events', () => {
  test('two overlapping ticks start one call', async () => {
    const engine = await createStartedEngine();
    // After the lifetime of the cached draft.
    await engine.timeline.runTo(later(engine.start, 2 * SECOND));
    const now = engine.timeline.now();
    const tick = () => engine.runPacingTick('renewals', now).catch(() => ({ started: 0 }));
    const ticks = await Promise.all([tick(), tick()]);
    expect(ticks.map(({ started }) => started).sort()).toEqual([0, 1]);
    await runUntilAllClosed(engine);
    expect(results(engine)).toEqual(['LiveAnswer']);
  });

  test.each([0, 60, 900])(
    'a dial message that is delivered twice, %i ms apart, places one call',
    async (apartMs) => {
      const engine = await createStartedEngine({ disorder: doubled(apartMs) });
      await runUntilAllClosed(engine);
      expect(engine.callControl.calls).toHaveLength(1);
      expect(results(engine)).toEqual(['LiveAnswer']);
    },
  );

  test.each([1, 6, 20])(
    'a clock that goes back by five minutes %i seconds into the call does not delay its end',
    async (seconds) => {
      const engine = await createStartedEngine();
      engine.timeline.after(seconds * SECOND, () => engine.clock.shift(-5 * MINUTE));
      await runUntilAllClosed(engine);
      expect(results(engine)).toEqual(['LiveAnswer']);
      expect(engine.callControl.calls).toHaveLength(1);
    },
  );
});

const attempts = (engine: TestEngine): number[] =>
  engine.tasks
    .all()
    .deliveries.filter(({ channel }) => channel === 'voice')
    .map(({ attempt }) => attempt);
