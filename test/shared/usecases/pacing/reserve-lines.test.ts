// Two queues whose engagements show one display number: whatever their ticks do at the same moment, it carries no more
// calls than it has lines.
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

interface Story extends SeededEngineOptions {
  callsPerNumber?: number;
  /** Who serves which queues. */
  crew?: Record<string, string[]>;
}
const two = { a1: ['renewals'], a2: ['renewals'], b1: ['billing'], b2: ['billing'] };

/** An engagement in each of two queues, with four contacts each and those of the crew there. */
async function twoQueues({ callsPerNumber = 2, crew = two, ...options }: Story = {}) {
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
const up = async (engine: TestEngine) =>
  (await engine.callStore.lines()).filter(({ status }) => status !== 'ended').length;
const holds = async (engine: TestEngine) =>
  (await engine.lineReservations.find(phoneNumber)).value.holds;

describe('two groups that show one number and tick at the same moment', () => {
  test.each([1, 2, 3])('start no more calls than its lines, when there are %i', async (lines) => {
    const engine = await twoQueues({ callsPerNumber: lines });
    const ticks = await Promise.all([tick(engine, 'renewals'), tick(engine, 'billing')]);
    expect(ticks.reduce((sum, { started }) => sum + started, 0)).toBe(lines);
    await pass(engine, SECOND);
    expect(await up(engine)).toBe(lines);
  });

  test('the one that gets no line has claimed nothing and reserved nobody, and says why', async () => {
    const engine = await twoQueues();
    const race = { one: await tick(engine, 'renewals'), other: await tick(engine, 'billing') };
    expect(race).toMatchObject({ one: { started: 2 }, other: { started: 0, because: 'noLines' } });
    const tasks = engine.tasks.all().tasks.filter(({ engagementId }) => engagementId === 'billing');
    expect(tasks.every(({ status }) => status === 'ready')).toBe(true);
    expect((await engine.getRepresentative('b1')).presence.status).toBe('available');
  });

  test('the last line is of who is quicker between reading and writing', async () => {
    const race = raceBefore('lineReservations', 'save');
    const engine = await twoQueues({ wrap: race.wrap });
    race.with(() => tick(engine, 'billing'));
    expect(await tick(engine, 'renewals')).toEqual({ started: 0, because: 'noLines' });
    expect(await up(engine)).toBe(2);
  });

  test('who never gets their turn at the number looks again at the next tick', async () => {
    const race = raceBefore('lineReservations', 'save');
    const engine = await twoQueues({ callsPerNumber: 9, wrap: race.wrap });
    race.with(async () => {
      const found = await engine.lineReservations.find(phoneNumber);
      await engine.lineReservations.save(found);
    }, 6);
    expect(await tick(engine, 'renewals')).toEqual({ started: 0, because: 'noLines' });
    await pass(engine, 1);
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 2 });
  });

  test.each([
    ['an hour', orderly],
    ['an hour in which messages come twice and out of order', disorderly(random(5))],
  ])('%s of it never breaks what must hold', async (_name, disorder) => {
    const people = () => ({ kind: 'busy' }) as const;
    const engine = await twoQueues({ callsPerNumber: 1, people, disorder });
    const stop = engine.startTimers();
    await pass(engine, 60 * MINUTE);
    stop();
    expect(engine.callControl.calls).toHaveLength(8);
    expect(broken(await recordOf(engine))).toEqual([]);
  });
});

describe('a line that is held', () => {
  test('is free again with the end of the call, however soon that is', async () => {
    const engine = await twoQueues({ callsPerNumber: 1, people: () => ({ kind: 'busy' }) });
    await tick(engine, 'renewals');
    await pass(engine, 10 * SECOND);
    expect(await up(engine)).toBe(0);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 });
  });

  test('is one line with its call, as long as both stand', async () => {
    const engine = await twoQueues({
      crew: { a1: ['renewals'], b1: ['billing'], b2: ['billing'] },
    });
    await tick(engine, 'renewals');
    expect(await up(engine)).toBe(1);
    expect(await holds(engine)).toHaveLength(1);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 });
  });

  test('of a call that was not started after all is given back at once', async () => {
    const engine = await twoQueues({ crew: { both: ['renewals', 'billing'] } });
    const ticks = await Promise.all([tick(engine, 'renewals'), tick(engine, 'billing')]);
    expect(ticks.map(({ started }) => started).sort()).toEqual([0, 1]);
    expect(await holds(engine)).toHaveLength(1);
  });

  test.each([
    ['writing the call fails', at('before', 'callStore', 'save'), 0],
    ['the order to dial fails, and the call is written', at('before', 'messageBus', 'dial'), 1],
  ])('is given back when %s', async (_story, death, left) => {
    const { wrap } = crashOnce(death);
    const crew = { a1: ['renewals'], b1: ['billing'] };
    const engine = await twoQueues({ callsPerNumber: 1, crew, wrap });
    await expect(tick(engine, 'renewals')).rejects.toThrow(Crashed);
    expect(await holds(engine)).toHaveLength(left);
    expect(await tick(engine, 'billing')).toMatchObject({ started: 1 - left });
  });

  test('by a tick that died leaves the lines of another number to the next', async () => {
    const [a, b] = ['+12065550701', '+12065550702'] as const;
    const engine = await twoQueues({
      crew: { a1: ['renewals'] },
      engagement: aVoiceEngagement({
        displayNumbers: {
          numbers: [a, b].map((number) => ({ number, type: 'directRouting' })),
          distribution: 'automated',
        },
      }),
    });
    const lost = [901, 902].map((n) => ({
      deliveryId: aDeliveryId(aTaskId(n)),
      pacingGroup: 'billing',
      ticket: 'lost',
      until: later(engine.timeline.now(), 90 * SECOND),
    }));
    await engine.lineReservations.save({
      etag: null,
      value: { number: e164Schema.parse(a), holds: lost },
    });
    const id = aDeliveryId(aTaskId(910));
    const talks = { status: 'talking', id, from: b, pacingGroup: 'billing' } as const;
    await storeCall(engine, aCall({ ...talks, engagementId: 'billing' }));
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 1 });
    const own = engine.callStore.calls().filter(({ pacingGroup }) => pacingGroup === 'renewals');
    expect(own).toMatchObject([{ from: b }]);
  });

  test('costs one write for all calls of a tick', async () => {
    let written = 0;
    const engine = await twoQueues({
      wrap: (ports) => ({
        ...ports,
        lineReservations: {
          ...ports.lineReservations,
          async save(version) {
            written += 1;
            await ports.lineReservations.save(version);
          },
        },
      }),
    });
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 2 });
    expect(written).toBe(1);
    await pass(engine, SECOND);
    expect(await tick(engine, 'renewals')).toMatchObject({ started: 0 });
    expect(written).toBe(1);
  });

  test.each([
    ['after taking the line and before claiming the task', at('after', 'lineReservations', 'save')],
    [
      'after taking the line and before writing the call',
      at('before', 'callStore', 'save', {
        where: (version) => (version as { value: { status: string } }).value.status === 'queued',
      }),
    ],
  ])('by a tick that dies %s is free a minute and a half later', async (_story, death) => {
    const { wrap: dies, died } = crashOnce(death);
    // Nor does it give anything back.
    const silent = crashOnce(at('before', 'lineReservations', 'save', { nth: 2 }));
    const wrap: SeededEngineOptions['wrap'] = (ports) =>
      death.port === 'callStore' ? dies(silent.wrap(ports)) : dies(ports);
    const crew = { a1: ['renewals'], b1: ['billing'] };
    const engine = await twoQueues({ callsPerNumber: 1, crew, wrap });
    await expect(tick(engine, 'renewals')).rejects.toThrow(Crashed);
    expect(died()).toBe(true);
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
