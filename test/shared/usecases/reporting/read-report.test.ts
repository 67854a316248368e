import { expect, test } from 'vitest';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { NotFound } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask } from '../../../support/builders/task.ts';
import { talkative } from '../../../support/fakes/fake-people.ts';
import { storeTask } from '../../../support/builders/seed-documents.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();
const followed = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
const nobodyOpen = { waiting: 0, ready: 0, claimed: 0, dialing: 0, connected: 0, texting: 0 };

/** Ten minutes in which Ada talks, Ben is busy and gets an SMS, and Cleo does not answer. */
async function aDay(options: SeededEngineOptions = {}) {
  const people = (number: string) =>
    number.endsWith('1')
      ? talkative
      : number.endsWith('2')
        ? ({ kind: 'busy' } as const)
        : { ...talkative, patienceMs: 100 };
  const engine = await signInGrace(
    await createSeededEngine({ engagement: followed, people, ...options }),
  );
  await dropContactFile(engine, [
    'UniqueIdentifier,MobilePhoneNumber,TimeZone',
    'ada,+12062300001,America/New_York',
    'ben,+12062300002,America/New_York',
    'cleo,+12062300003,America/New_York',
  ]);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(noon, 10 * MINUTE));
  stop();
  return engine;
}

test('a draft that nothing happened to reports nothing, and no rate is made up', async () => {
  const { readReport } = await createSeededEngine({ status: 'draft' });
  expect(await readReport(id)).toMatchObject({
    engagementId: id,
    name: 'Spring renewals',
    lifecycle: { status: 'draft' },
    at: noon,
    tasks: { accepted: 0, open: nobodyOpen },
    deliveries: { voice: { started: 0, inProcess: 0, results: {} }, answered: 0 },
    rates: { connect: null, abandonment: null },
  });
});

test('the tallies of all shards are summed, and open tasks counted by their status', async () => {
  const engine = await createSeededEngine();
  for (const shard of [0, 1, 2, 3]) {
    const key = (n: number) => ({ id: aTaskId(n, shard), shard, openKey: `contact ${shard}.${n}` });
    await storeTask(engine, aTask({ status: 'ready', ...key(1) }));
    await storeTask(engine, aTask({ status: 'waiting', ...key(2) }));
  }
  await storeTask(engine, aTask({ status: 'dialing', id: aTaskId(3) }));
  const { tasks, deliveries } = await engine.readReport(id);
  expect(tasks).toMatchObject({
    accepted: 9,
    open: { ...nobodyOpen, ready: 4, waiting: 4, dialing: 1 },
  });
  expect(deliveries.voice).toEqual({ started: 1, inProcess: 1, results: {} });
});

test('after a day the report tells what its deliveries tell', async () => {
  const engine = await aDay();
  const report = await engine.readReport(id);
  expect(report.tasks).toMatchObject({ accepted: 3, open: nobodyOpen });
  expect(report.tasks.closed).toMatchObject({ reached: 1, abandoned: 1, exhausted: 1 });
  expect(report.deliveries).toMatchObject({
    voice: { started: 3, inProcess: 0, results: { LiveAnswer: 2, Busy: 1 } },
    sms: { started: 1, inProcess: 0, results: { Delivered: 1 } },
    answered: 2,
    connected: 1,
    abandoned: 1,
  });
  expect(report.rates.connect).toBeCloseTo(1 / 3);
  expect(report.rates.abandonment).toBeCloseTo(1 / 3);
  expect(report.at).toBe(engine.timeline.now());
});

test('an SMS counts with the voice engagement that it follows up for', async () => {
  const engine = await aDay();
  expect((await engine.readReport(id)).deliveries.sms.started).toBe(1);
  expect((await engine.readReport(anSmsEngagement().id)).deliveries.sms.started).toBe(0);
});

test('a stopped engagement keeps its report', async () => {
  const engine = await aDay();
  const { tasks, deliveries } = await engine.readReport(id);
  await engine.runEngagementOperation(id, 'Stop');
  const stopped = await engine.readReport(id);
  expect(stopped).toMatchObject({ lifecycle: { status: 'stopped' }, tasks, deliveries });
});

test('the report of one engagement holds nothing of another', async () => {
  const engine = await aDay();
  const other = aVoiceEngagement({ id: 'autumn-renewals' });
  await engine.saveConfiguration.putEngagement(other, null);
  expect((await engine.readReport(other.id)).tasks.accepted).toBe(0);
});

test('no task is read for it, however many there are', async () => {
  const asked: string[] = [];
  const watched = (ports: Ports): Ports => {
    const tasks = new Proxy(ports.tasks, {
      get(own, name, proxy): unknown {
        asked.push(String(name));
        return Reflect.get(own, name, proxy);
      },
    });
    return { ...ports, tasks };
  };
  const engine = await createSeededEngine({ wrap: watched });
  asked.length = 0;
  await engine.readReport(id);
  expect(asked.sort()).toEqual(['countOpen', 'tallies']);
});

test('an engagement that is not there is not found', async () => {
  const { readReport } = await createSeededEngine();
  await expect(readReport(engagementIdSchema.parse('nothing'))).rejects.toThrow(NotFound);
});
