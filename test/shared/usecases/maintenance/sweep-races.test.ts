// The sweep skips a record that changes concurrently and postpones a record that always fails.
import { expect, test } from 'vitest';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import { refOf } from '../../../../shared/domain/task/task.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { CorruptRecord, Permanent } from '../../../../shared/errors.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';
import { aTask, taskDeadline } from '../../../support/builders/task.ts';
import type { TestEngine } from '../../../support/engine.ts';
import {
  storeCall,
  storeRepresentative,
  storeTask,
} from '../../../support/builders/seed-documents.ts';
import { type Race, raceBefore } from '../../../support/injection/race-injection.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const contested = aTask({ status: 'waiting', openKey: 'contested' });
const expired = aTask({ status: 'waiting', id: aTaskId(2), expiresAt: taskDeadline });
const call = aCall({ status: 'placing', taskId: aTaskId(3) });
const grace = aRepresentative({ presence: aPresence({ status: 'wrapUp' }) });

/** Two tasks, a call and a representative, all past their deadlines. */
async function createOverdueRecords({ wrap }: Pick<Race, 'wrap'>): Promise<TestEngine> {
  const engine = await createSeededEngine({ wrap });
  await storeTask(engine, contested);
  await storeTask(engine, expired);
  await storeTask(engine, aTask({ status: 'dialing', id: aTaskId(3), openKey: 'called' }));
  await storeCall(engine, call);
  await storeRepresentative(engine, grace);
  await engine.timeline.runTo(taskDeadline);
  return engine;
}
const statusOf = (engine: TestEngine, id: string) =>
  engine.tasks.all().tasks.find((task) => task.id === id)?.status;

/** Saves the task unchanged, so that its version changes. */
async function saveUnchanged({ tasks }: TestEngine) {
  const task = await tasks.find(refOf(contested));
  await tasks.commit({ task: task!, next: task!.value, deliveries: [], delta: {} });
}

test('a task that changes once during the sweep is read again and swept', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await createOverdueRecords(race);
  race.with(() => saveUnchanged(engine));
  await engine.sweep();
  expect(statusOf(engine, contested.id)).toBe('ready');
});

test('a task that changes on every attempt does not stop the sweep of other records', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await createOverdueRecords(race);
  race.with(() => saveUnchanged(engine), 6);
  await engine.sweep();
  expect(statusOf(engine, expired.id)).toBe('closed');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test('a call that changes on every attempt does not stop the sweep of other records', async () => {
  const race = raceBefore('callStore', 'save');
  const engine = await createOverdueRecords(race);
  race.with(async () => {
    const stored = await engine.callStore.find(call.pacingGroup, call.id);
    await engine.callStore.save(stored!);
  }, Infinity);
  await engine.sweep();
  expect(engine.callStore.calls()).toEqual([call]);
  expect(statusOf(engine, contested.id)).toBe('ready');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test('a presence chosen during the sweep is kept, and the sweep logs no change of its own', async () => {
  const race = raceBefore('representatives', 'save');
  const engine = await createOverdueRecords(race);
  race.with(() => engine.choosePresence(grace.id, 'offline'));
  await engine.sweep();
  expect((await engine.getRepresentative(grace.id)).presence).toMatchObject({
    status: 'wrapUp',
    then: 'offline',
  });
  const logged = engine.log.named('representative.presence').map(({ fields }) => fields);
  expect(logged).toEqual([{ representativeId: grace.id, status: 'wrapUp' }]);
});

test('a representative that changed during a sweep is swept the next time', async () => {
  const race = raceBefore('representatives', 'save');
  const engine = await createOverdueRecords(race);
  race.with(() => engine.choosePresence(grace.id, 'offline'));
  await engine.sweep();
  await engine.sweep();
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('offline');
});

test('a task of a removed engagement does not stop the sweep of other records', async () => {
  const engine = await createOverdueRecords({ wrap: (ports) => ports });
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  await storeTask(engine, { ...contested, engagementId });
  expect(await engine.sweep()).toMatchObject({ tasks: 4 });
  expect(statusOf(engine, expired.id)).toBe('closed');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test.each(['waiting', 'ready', 'claimed'] as const)(
  'a %s task of a removed engagement is cancelled and is not due again',
  async (status) => {
    const engine = await createOverdueRecords({ wrap: (ports) => ports });
    const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
    const orphan = aTask({ status, openKey: 'orphan', deadlineAt: taskDeadline, engagementId });
    await storeTask(engine, orphan);
    await engine.sweep();
    const stored = await engine.tasks.find(refOf(orphan));
    expect(stored?.value).toMatchObject({ status: 'closed', outcome: 'cancelled' });
    expect(sumCounters(await engine.tasks.tallies(engagementId))).toEqual({
      accepted: 1,
      'closed.cancelled': 1,
    });
    expect(await engine.sweep()).toMatchObject({ tasks: 0 });
  },
);

test('a task in wrap-up of a removed engagement is closed as reached', async () => {
  const engine = await createOverdueRecords({ wrap: (ports) => ports });
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  const orphan = aTask({ status: 'wrapUp', openKey: 'orphan', engagementId });
  await storeTask(engine, orphan);
  await engine.sweep();
  const stored = await engine.tasks.find(refOf(orphan));
  expect(stored?.value).toMatchObject({ status: 'closed', outcome: 'reached' });
});

test('a task is swept though 250 tasks of a removed engagement are due before it', async () => {
  const engine = await createSeededEngine();
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  for (const n of Array(250).keys()) {
    const fields = { id: aTaskId(100 + n), openKey: `orphan ${n}`, deadlineAt: noon, engagementId };
    await storeTask(engine, aTask({ status: 'waiting', ...fields }));
  }
  await storeTask(engine, contested);
  await engine.timeline.runTo(taskDeadline);
  await engine.sweep();
  await engine.sweep();
  expect(statusOf(engine, contested.id)).toBe('ready');
});

test('a task is swept though 250 tasks of a corrupt engagement are due before it', async () => {
  const corrupt = () => Promise.reject(new CorruptRecord('It does not follow its schema.'));
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      configuration: {
        ...ports.configuration,
        find: (kind, id) => (id === 'odd' ? corrupt() : ports.configuration.find(kind, id)),
      },
      engagements: {
        ...ports.engagements,
        find: (id) => (id === 'odd' ? corrupt() : ports.engagements.find(id)),
      },
    }),
  });
  const { id: engagementId } = aVoiceEngagement({ id: 'odd' });
  for (const n of Array(250).keys()) {
    const fields = { id: aTaskId(100 + n), openKey: `odd ${n}`, deadlineAt: noon, engagementId };
    await storeTask(engine, aTask({ status: 'waiting', ...fields }));
  }
  await storeTask(engine, contested);
  await engine.timeline.runTo(taskDeadline);
  await engine.sweep();
  await engine.sweep();
  expect(statusOf(engine, contested.id)).toBe('ready');
  const odd = engine.tasks.all().tasks.filter((task) => task.engagementId === engagementId);
  expect(odd.every(({ status }) => status === 'waiting')).toBe(true);
  await engine.timeline.runTo(later(taskDeadline, MINUTE));
  expect(await engine.sweep()).toMatchObject({ tasks: 200 });
});

test('a call that always fails is postponed by a minute and logged each time', async () => {
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      callControl: {
        ...ports.callControl,
        hangUp: () => Promise.reject(new Permanent('Refused.')),
      },
      representatives: {
        ...ports.representatives,
        find: () => Promise.reject(new CorruptRecord('It does not follow its schema.')),
      },
    }),
  });
  await storeCall(engine, call);
  await engine.timeline.runTo(taskDeadline);
  expect(await engine.sweep()).toMatchObject({ calls: 1 });
  expect(await engine.sweep()).toMatchObject({ calls: 0 });
  await engine.timeline.runTo(later(taskDeadline, MINUTE));
  expect(await engine.sweep()).toMatchObject({ calls: 1 });
  expect(engine.log.named('sweep.failed').length).toBeGreaterThan(0);
});

test('two concurrent sweeps have the same effect as one', async () => {
  const single = await createOverdueRecords({ wrap: (ports) => ports });
  await single.sweep();
  const concurrent = await createOverdueRecords({ wrap: (ports) => ports });
  await Promise.all([concurrent.sweep(), concurrent.sweep()]);
  expect(concurrent.tasks.all()).toEqual(single.tasks.all());
  expect(concurrent.callStore.calls()).toEqual(single.callStore.calls());
});
