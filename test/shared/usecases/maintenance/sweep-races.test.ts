// What somebody else moves at the same moment, the sweep leaves to them, and goes on.
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
async function overdue({ wrap }: Pick<Race, 'wrap'>): Promise<TestEngine> {
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

/** Another write of the task, which leaves it as it was. */
async function touch({ tasks }: TestEngine) {
  const task = await tasks.find(refOf(contested));
  await tasks.commit({ task: task!, next: task!.value, deliveries: [], delta: {} });
}

test('a task that is moved once meanwhile is read and swept anew', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await overdue(race);
  race.with(() => touch(engine));
  await engine.sweep();
  expect(statusOf(engine, contested.id)).toBe('ready');
});

test('a race for a task that is lost again and again keeps nothing else from being swept', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await overdue(race);
  race.with(() => touch(engine), 6);
  await engine.sweep();
  expect(statusOf(engine, expired.id)).toBe('closed');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test('a race for a call that is lost again and again keeps nothing else from being swept', async () => {
  const race = raceBefore('callStore', 'save');
  const engine = await overdue(race);
  race.with(async () => {
    const found = await engine.callStore.find(call.pacingGroup, call.id);
    await engine.callStore.save(found!);
  }, Infinity);
  await engine.sweep();
  expect(engine.callStore.calls()).toEqual([call]);
  expect(statusOf(engine, contested.id)).toBe('ready');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test('a representative who is quicker than the sweep has it their way, and no move is told that did not happen', async () => {
  const race = raceBefore('representatives', 'save');
  const engine = await overdue(race);
  race.with(() => engine.choosePresence(grace.id, 'offline'));
  await engine.sweep();
  expect((await engine.getRepresentative(grace.id)).presence).toMatchObject({
    status: 'wrapUp',
    then: 'offline',
  });
  const told = engine.log.named('representative.presence').map(({ fields }) => fields);
  expect(told).toEqual([{ representativeId: grace.id, status: 'wrapUp' }]);
});

test('who lost their race is swept the next time', async () => {
  const race = raceBefore('representatives', 'save');
  const engine = await overdue(race);
  race.with(() => engine.choosePresence(grace.id, 'offline'));
  await engine.sweep();
  await engine.sweep();
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('offline');
});

test('a task whose engagement is gone keeps nothing else from being swept', async () => {
  const engine = await overdue({ wrap: (ports) => ports });
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  await storeTask(engine, { ...contested, engagementId });
  expect(await engine.sweep()).toMatchObject({ tasks: 4 });
  expect(statusOf(engine, expired.id)).toBe('closed');
  expect((await engine.getRepresentative(grace.id)).presence.status).toBe('available');
});

test.each(['waiting', 'ready', 'claimed'] as const)(
  'a %s task whose engagement is gone is closed, and is no more met',
  async (status) => {
    const engine = await overdue({ wrap: (ports) => ports });
    const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
    const orphan = aTask({ status, openKey: 'orphan', deadlineAt: taskDeadline, engagementId });
    await storeTask(engine, orphan);
    await engine.sweep();
    const found = await engine.tasks.find(refOf(orphan));
    expect(found?.value).toMatchObject({ status: 'closed', outcome: 'cancelled' });
    expect(sumCounters(await engine.tasks.tallies(engagementId))).toEqual({
      accepted: 1,
      'closed.cancelled': 1,
    });
    expect(await engine.sweep()).toMatchObject({ tasks: 0 });
  },
);

test('a task in wrap-up whose engagement is gone has reached somebody all the same', async () => {
  const engine = await overdue({ wrap: (ports) => ports });
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  const orphan = aTask({ status: 'wrapUp', openKey: 'orphan', engagementId });
  await storeTask(engine, orphan);
  await engine.sweep();
  const found = await engine.tasks.find(refOf(orphan));
  expect(found?.value).toMatchObject({ status: 'closed', outcome: 'reached' });
});

test('more orphans than a sweep takes at once do not keep a living task from being swept', async () => {
  const engine = await createSeededEngine();
  const { id: engagementId } = aVoiceEngagement({ id: 'gone' });
  for (const n of Array(250).keys()) {
    const own = { id: aTaskId(100 + n), openKey: `orphan ${n}`, deadlineAt: noon, engagementId };
    await storeTask(engine, aTask({ status: 'waiting', ...own }));
  }
  await storeTask(engine, contested);
  await engine.timeline.runTo(taskDeadline);
  await engine.sweep();
  await engine.sweep();
  expect(statusOf(engine, contested.id)).toBe('ready');
});

test('more tasks than a sweep takes at once, of an engagement that cannot be read, do not either', async () => {
  const corrupt = () => Promise.reject(new CorruptRecord('It does not follow its schema.'));
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      configuration: {
        ...ports.configuration,
        find: (kind, id) => (id === 'odd' ? corrupt() : ports.configuration.find(kind, id)),
      },
    }),
  });
  const { id: engagementId } = aVoiceEngagement({ id: 'odd' });
  for (const n of Array(250).keys()) {
    const own = { id: aTaskId(100 + n), openKey: `odd ${n}`, deadlineAt: noon, engagementId };
    await storeTask(engine, aTask({ status: 'waiting', ...own }));
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

test('a call that can never be moved is looked at again a minute later, and told each time', async () => {
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

test('two sweeps at once do what one does', async () => {
  const one = await overdue({ wrap: (ports) => ports });
  await one.sweep();
  const two = await overdue({ wrap: (ports) => ports });
  await Promise.all([two.sweep(), two.sweep()]);
  expect(two.tasks.all()).toEqual(one.tasks.all());
  expect(two.callStore.calls()).toEqual(one.callStore.calls());
});
