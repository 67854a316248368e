// Engagements of two queues share one display number. Their ticks run at the same time and together start no more calls
// than the number has lines.
import { describe, expect, test } from 'vitest';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aTaskId } from '../../../support/builders/identity.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aRepresentative } from '../../../support/builders/representative.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import { disorderly, orderly } from '../../../support/injection/callback-disorder.ts';
import { at, Crashed, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { broken } from '../../../support/invariants.ts';
import { recordOf } from '../../../support/invariants/record.ts';
import { storeCall } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import { random } from '../../../support/fakes/seeded-random.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const contacts = (name: string, first: number, count: number) => [
  header,
  ...[...Array(count).keys()].map((n) => `${name}${n},+1206230${first + n},America/New_York`),
];
const { phoneNumber } = aWorkstream();

interface Options extends SeededEngineOptions {
  callsPerNumber?: number;
  /** The queues of each representative. */
  crew?: Record<string, string[]>;
}
const twoPerQueue = { a1: ['renewals'], a2: ['renewals'], b1: ['billing'], b2: ['billing'] };

/** An engine with an engagement in each of two queues, four contacts each, and the representatives of `crew`. */
async function createTwoQueues({
  callsPerNumber = 2,
  crew = twoPerQueue,
  ...options
}: Options = {}) {
  const engine = await createSeededEngine(options);
  const { documents, runEngagementOperation, saveRepresentative, choosePresence, timeline } =
    engine;
  await documents.put('workstream', aWorkstream({ callsPerNumber }), null);
  await documents.put('queue', aQueue({ id: 'billing' }), null);
  const other = aVoiceEngagement({ id: 'billing', queueId: 'billing' });
  await documents.put('engagement', other, null);
  await runEngagementOperation(other.id, 'Start');
  for (const [folder, first] of [
    ['spring-renewals', 1000],
    ['billing', 2000],
  ] as const) {
    engine.files.put(`${folder}/march.csv`, contacts(folder, first, 4).join('\n'));
    await engine.importContacts(`${folder}/march.csv`);
  }
  await timeline.runTo(later(timeline.now(), 2 * SECOND));
  for (const [id, queues] of Object.entries(crew)) {
    const { address, skills, ...profile } = aRepresentative({ id, address: `8:acs:${id}`, queues });
    await saveRepresentative({ ...profile, address, skills });
    await choosePresence(profile.id, 'available');
  }
  return engine;
}

const tick = (engine: TestEngine, group: string) =>
  engine.runPacingTick(group, engine.timeline.now());
const pass = ({ timeline }: TestEngine, ms: number) => timeline.runTo(later(timeline.now(), ms));
const liveLines = async (engine: TestEngine) =>
  (await engine.callStore.lines()).filter(({ status }) => status !== 'ended').length;
const reservations = async (engine: TestEngine) =>
  (await engine.lineReservations.find(phoneNumber)).value.holds;

describe('concurrent ticks of two pacing groups with one display number', () => {
  test.each([1, 2, 3])('start no more calls than its lines (%i)', async (lines) => {
    const engine = await createTwoQueues({ callsPerNumber: lines });
    const ticks = await Promise.all([tick(engine, 'renewals'), tick(engine, 'billing')]);
    expect(ticks.reduce((sum, { started }) => sum + started, 0)).toBe(lines);
    await pass(engine, SECOND);
    expect(await liveLines(engine)).toBe(lines);
  });

  test('without a free line start no call, reserve no task and no representative, and return noLines', async () => {
    const engine = await createTwoQueues();
    const ticks = [await tick(engine, 'renewals'), await tick(engine, 'billing')];
    expect(ticks).toMatchObject([{ started: 2 }, { started: 0, because: 'noLines' }]);
    const tasks = engine.tasks.all().tasks.filter(({ engagementId }) => engagementId === 'billing');
    expect(tasks.every(({ status }) => status === 'ready')).toBe(true);
    expect((await engine.getRepresentative('b1')).presence.status).toBe('available');
  });

  test('give the last line to the tick that saves first', async () => {
    const race = raceBefore('lineReservations', 'save');
    const engine = await createTwoQueues({ wrap: race.wrap });
    race.with(() => tick(engine, 'billing'));
    expect(await tick(engine, 'renewals')).toEqual({ started: 0, because: 'noLines' });
    expect(await liveLines(engine)).toBe(2);
  });

  test('return noLines after repeated write conflicts, and start calls in the next tick', async () => {
    const race = raceBefore('lineReservations', 'save');
    const engine = await createTwoQueues({ callsPerNumber: 9, wrap: race.wrap });
    race.with(async () => {
      const version = await engine.lineReservations.find(phoneNumber);
      await engine.lineReservations.save(version);
    }, 6);
    expect(await tick(engine, 'renewals')).toEqual({ started: 0, because: 'noLines' });
    await pass(engine, 1);
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 2 });
  });

  test.each([
    ['in order', orderly],
    ['repeated and out of order', disorderly(random(5))],
  ])('keep all invariants for an hour with messages %s', async (_name, disorder) => {
    const people = () => ({ kind: 'busy' }) as const;
    const engine = await createTwoQueues({ callsPerNumber: 1, people, disorder });
    const stop = engine.startTimers();
    await pass(engine, 60 * MINUTE);
    stop();
    expect(engine.callControl.calls).toHaveLength(8);
    expect(broken(await recordOf(engine))).toEqual([]);
  });
});

describe('a line reservation', () => {
  test('is released when the call ends within seconds', async () => {
    const engine = await createTwoQueues({ callsPerNumber: 1, people: () => ({ kind: 'busy' }) });
    await tick(engine, 'renewals');
    await pass(engine, 10 * SECOND);
    expect(await liveLines(engine)).toBe(0);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 });
  });

  test('and its live call count as one line', async () => {
    const engine = await createTwoQueues({
      crew: { a1: ['renewals'], b1: ['billing'], b2: ['billing'] },
    });
    await tick(engine, 'renewals');
    expect(await liveLines(engine)).toBe(1);
    expect(await reservations(engine)).toHaveLength(1);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 });
  });

  test('of a call that does not start is released in the same tick', async () => {
    const engine = await createTwoQueues({ crew: { both: ['renewals', 'billing'] } });
    const ticks = await Promise.all([tick(engine, 'renewals'), tick(engine, 'billing')]);
    expect(ticks.map(({ started }) => started).sort()).toEqual([0, 1]);
    expect(await reservations(engine)).toHaveLength(1);
  });

  test.each([
    ['released', 'saving the call fails', at('before', 'callStore', 'save'), 0],
    ['kept', 'only queueing the saved call fails', at('before', 'messageBus', 'dial'), 1],
  ])('is %s if %s', async (_what, _when, crashPoint, kept) => {
    const { wrap } = crashOnce(crashPoint);
    const crew = { a1: ['renewals'], b1: ['billing'] };
    const engine = await createTwoQueues({ callsPerNumber: 1, crew, wrap });
    await expect(tick(engine, 'renewals')).rejects.toThrow(Crashed);
    expect(await reservations(engine)).toHaveLength(kept);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 - kept });
  });

  test('of a crashed tick does not block the lines of another number', async () => {
    const [a, b] = ['+12065550701', '+12065550702'] as const;
    const engine = await createTwoQueues({
      crew: { a1: ['renewals'] },
      engagement: aVoiceEngagement({
        displayNumbers: {
          numbers: [a, b].map((number) => ({ number, type: 'directRouting' })),
          distribution: 'automated',
        },
      }),
    });
    const abandoned = [901, 902].map((n) => ({
      deliveryId: aDeliveryId(aTaskId(n)),
      pacingGroup: 'billing',
      ticket: 'lost',
      until: later(engine.timeline.now(), 90 * SECOND),
    }));
    await engine.lineReservations.save({
      etag: null,
      value: { number: e164Schema.parse(a), holds: abandoned },
    });
    const id = aDeliveryId(aTaskId(910));
    const talking = { status: 'talking', id, from: b, pacingGroup: 'billing' } as const;
    await storeCall(engine, aCall({ ...talking, engagementId: 'billing' }));
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 1 });
    const started = engine.callStore.calls().filter((call) => call.pacingGroup === 'renewals');
    expect(started).toMatchObject([{ from: b }]);
  });

  test('is written once for all calls of a tick', async () => {
    let writes = 0;
    const engine = await createTwoQueues({
      wrap: (ports) => ({
        ...ports,
        lineReservations: {
          ...ports.lineReservations,
          async save(version) {
            writes += 1;
            await ports.lineReservations.save(version);
          },
        },
      }),
    });
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 2 });
    expect(writes).toBe(1);
    await pass(engine, SECOND);
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 0 });
    expect(writes).toBe(1);
  });

  test.each([
    ['before it reserves the task', at('after', 'lineReservations', 'save')],
    [
      'before it saves the call',
      at('before', 'callStore', 'save', {
        where: (version) => (version as { value: { status: string } }).value.status === 'queued',
      }),
    ],
  ])('of a tick that crashes %s expires after 90 seconds', async (_when, crashPoint) => {
    const { wrap: wrapWithCrash, hasCrashed } = crashOnce(crashPoint);
    // A crashed process also releases nothing.
    const withoutRelease = crashOnce(at('before', 'lineReservations', 'save', { nth: 2 }));
    const wrap: SeededEngineOptions['wrap'] = (ports) =>
      crashPoint.port === 'callStore'
        ? wrapWithCrash(withoutRelease.wrap(ports))
        : wrapWithCrash(ports);
    const crew = { a1: ['renewals'], b1: ['billing'] };
    const engine = await createTwoQueues({ callsPerNumber: 1, crew, wrap });
    await expect(tick(engine, 'renewals')).rejects.toThrow(Crashed);
    expect(hasCrashed()).toBe(true);
    expect(await tick(engine, 'billing')).toEqual({ started: 0, because: 'noLines' });
    await pass(engine, 91 * SECOND);
    await engine.sweep();
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 });
    const stop = engine.startTimers();
    await pass(engine, 60 * MINUTE);
    stop();
    expect(engine.tasks.all().tasks.map(({ status }) => status)).toEqual(Array(8).fill('closed'));
    expect(engine.callControl.calls).toHaveLength(8);
    expect(broken(await recordOf(engine))).toEqual([]);
  });
});
