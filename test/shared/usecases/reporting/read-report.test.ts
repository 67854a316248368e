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
const engagementWithFollowUp = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
const noOpenTasks = { waiting: 0, ready: 0, claimed: 0, dialing: 0, connected: 0, texting: 0 };

/** Ten minutes in which Ada talks, Ben is busy and gets an SMS, and Cleo does not answer. */
async function callThreeContacts(options: SeededEngineOptions = {}) {
  const people = (number: string) =>
    number.endsWith('1')
      ? talkative
      : number.endsWith('2')
        ? ({ kind: 'busy' } as const)
        : { ...talkative, patienceMs: 100 };
  const engine = await signInGrace(
    await createSeededEngine({ engagement: engagementWithFollowUp, people, ...options }),
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

test('the report of a new draft has zero counts and null rates', async () => {
  const { readReport } = await createSeededEngine({ status: 'draft' });
  expect(await readReport(id)).toMatchObject({
    engagementId: id,
    name: 'Spring renewals',
    lifecycle: { status: 'draft' },
    at: noon,
    tasks: { accepted: 0, open: noOpenTasks },
    deliveries: { voice: { started: 0, inProcess: 0, results: {} }, answered: 0 },
    rates: { connect: null, abandonment: null },
  });
});

test('the report sums the counters of all shards and counts open tasks by status', async () => {
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
    open: { ...noOpenTasks, ready: 4, waiting: 4, dialing: 1 },
  });
  expect(deliveries.voice).toEqual({ started: 1, inProcess: 1, results: {} });
});

test('the report counts the calls, the SMS and the outcomes of three contacts', async () => {
  const engine = await callThreeContacts();
  const report = await engine.readReport(id);
  expect(report.tasks).toMatchObject({ accepted: 3, open: noOpenTasks });
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

test('a follow-up SMS counts in the voice engagement, not in the SMS engagement', async () => {
  const engine = await callThreeContacts();
  expect((await engine.readReport(id)).deliveries.sms.started).toBe(1);
  expect((await engine.readReport(anSmsEngagement().id)).deliveries.sms.started).toBe(0);
});

test('the report of an engagement keeps its counts after a stop', async () => {
  const engine = await callThreeContacts();
  const { tasks, deliveries } = await engine.readReport(id);
  await engine.runEngagementOperation(id, 'Stop');
  const stopped = await engine.readReport(id);
  expect(stopped).toMatchObject({ lifecycle: { status: 'stopped' }, tasks, deliveries });
});

test('the report of an engagement leaves out the tasks of other engagements', async () => {
  const engine = await callThreeContacts();
  const other = aVoiceEngagement({ id: 'autumn-renewals' });
  await engine.documents.put('engagement', other, null);
  expect((await engine.readReport(other.id)).tasks.accepted).toBe(0);
});

test('the report reads counters and the count of open tasks, never single tasks', async () => {
  const calledMethods: string[] = [];
  const recordCalls = (ports: Ports): Ports => {
    const tasks = new Proxy(ports.tasks, {
      get(own, name, proxy): unknown {
        calledMethods.push(String(name));
        return Reflect.get(own, name, proxy);
      },
    });
    return { ...ports, tasks };
  };
  const engine = await createSeededEngine({ wrap: recordCalls });
  calledMethods.length = 0;
  await engine.readReport(id);
  expect(calledMethods.sort()).toEqual(['countOpen', 'tallies']);
});

test('the report of an unknown engagement throws NotFound', async () => {
  const { readReport } = await createSeededEngine();
  await expect(readReport(engagementIdSchema.parse('nothing'))).rejects.toThrow(NotFound);
});
