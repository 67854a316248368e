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

/** One contact, one representative, and the injected failure. */
async function aStory(options: EngineOptions = {}): Promise<TestEngine> {
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

/** The sweep and time continue. */
async function untilTheEnd(engine: TestEngine): Promise<void> {
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

async function dies(death: CrashPoint, options: EngineOptions = {}): Promise<TestEngine> {
  const { wrap, died } = crashOnce(death);
  const engine = await aStory({ ...options, wrap });
  await untilTheEnd(engine);
  expect(died()).toBe(true);
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
      'after holding the line and before claiming the task',
      at('after', 'lineReservations', 'save'),
    ],
    [
      'after claiming the task and before reserving the representative',
      at('before', 'representatives', 'save', { where: isReserved }),
    ],
    [
      'after reserving the representative and before writing the call',
      at('before', 'callStore', 'save', { where: isStatus('queued') }),
    ],
    ['after writing the call and before the dial message', at('before', 'messageBus', 'dial')],
    [
      'after taking the number and before opening the delivery',
      at('before', 'tasks', 'commit', { where: becomes('dialing') }),
    ],
  ])('%s: the contact is called once', async (_story, death) => {
    const engine = await dies(death);
    expect(engine.callControl.calls).toHaveLength(1);
    expect(results(engine)).toEqual(['LiveAnswer']);
  });

  test('after opening the delivery and before saving the intent: it is undone, and the contact is called', async () => {
    const engine = await dies(at('before', 'callStore', 'save', { where: isStatus('placing') }));
    expect(engine.callControl.calls).toHaveLength(1);
    expect(results(engine)).toEqual(['Cancelled', 'LiveAnswer']);
  });
});

describe('a crash around the dial', () => {
  test('after saving the intent and before the call: Unknown, without another dial in the attempt', async () => {
    const engine = await dies(at('before', 'callControl', 'place'));
    expect(results(engine)).toEqual(['Unknown', 'LiveAnswer']);
    expect(attempts(engine)).toEqual([1, 2]);
    expect(engine.callControl.calls).toHaveLength(1);
  });

  test('after the call and before saving the placement: the callbacks bring the real result', async () => {
    const engine = await dies(at('after', 'callControl', 'place'));
    expect(results(engine)).toEqual(['LiveAnswer']);
    expect(engine.callControl.calls).toHaveLength(1);
  });

  test('after an unanswered call and before saving the placement: no second dial in the attempt', async () => {
    const engine = await dies(at('after', 'callControl', 'place'), people({ kind: 'noAnswer' }));
    expect(results(engine)).toEqual(['NoAnswer', 'LiveAnswer']);
    expect(attempts(engine)).toEqual([1, 2]);
  });
});

describe('a crash around the settlement', () => {
  test.each([
    [
      'after the end and before settling',
      at('after', 'callStore', 'save', { where: isStatus('ended') }),
    ],
    [
      'half-way through, with the representative free',
      at('before', 'contacts', 'number', { nth: 3 }),
    ],
    [
      'half-way through, with the number free',
      at('before', 'tasks', 'commit', { where: becomes('wrapUp') }),
    ],
    [
      'after settling and before saying so',
      at('before', 'callStore', 'save', { where: isStatus('settled') }),
    ],
  ])('%s: the call is settled with its real result, not Unknown', async (_story, death) => {
    const engine = await dies(death);
    expect(results(engine)).toEqual(['LiveAnswer']);
    expect(engine.callControl.calls).toHaveLength(1);
  });
});

describe('a crash around the SMS', () => {
  const unreachable = people({ kind: 'noAnswer' }, { kind: 'noAnswer' });

  test.each([
    ['after ordering the SMS and before the bus', at('before', 'messageBus', 'sendSms')],
    ['before sending it', at('before', 'smsSender', 'send')],
    ['after sending it and before saving so', at('after', 'smsSender', 'send')],
  ])('%s: one SMS is sent', async (_story, death) => {
    const engine = await dies(death, unreachable);
    expect(engine.smsSender.texts).toHaveLength(1);
    const [task] = engine.tasks.all().tasks;
    expect(task).toMatchObject({ outcome: 'exhausted', followUp: 'Delivered' });
  });
});

describe('concurrent or reordered events', () => {
  test('two overlapping ticks start one call', async () => {
    const engine = await aStory();
    // After the lifetime of the cached draft.
    await engine.timeline.runTo(later(engine.start, 2 * SECOND));
    const now = engine.timeline.now();
    const tick = () => engine.runPacingTick('renewals', now).catch(() => ({ started: 0 }));
    const ticks = await Promise.all([tick(), tick()]);
    expect(ticks.map(({ started }) => started).sort()).toEqual([0, 1]);
    await untilTheEnd(engine);
    expect(results(engine)).toEqual(['LiveAnswer']);
  });

  test.each([0, 60, 900])(
    'a dial message that is delivered twice, %i ms apart, places one call',
    async (apartMs) => {
      const engine = await aStory({ disorder: doubled(apartMs) });
      await untilTheEnd(engine);
      expect(engine.callControl.calls).toHaveLength(1);
      expect(results(engine)).toEqual(['LiveAnswer']);
    },
  );

  test.each([1, 6, 20])(
    'a clock that goes back by five minutes %i seconds into the call does not delay its end',
    async (seconds) => {
      const engine = await aStory();
      engine.timeline.after(seconds * SECOND, () => engine.clock.shift(-5 * MINUTE));
      await untilTheEnd(engine);
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
