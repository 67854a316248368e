// What becomes of the open tasks of a stopped engagement: at once of those that are queued, and of others when their time
// comes.
import { describe, expect, test } from 'vitest';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { DAY, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask, taskDeadline } from '../../../support/builders/task.ts';
import { storeTask } from '../../../support/builders/seed-documents.ts';
import { at, type CrashPoint, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const reattempts = { smsFollowUp: 'spring-reminder' };
const engagement = aVoiceEngagement({ reattempts });

/** A stopped engagement that holds these, though nobody looked at them when it stopped, at the deadline of a task. */
async function stopped(...tasks: Task[]) {
  const engine = await createSeededEngine({ engagement });
  await engine.runEngagementOperation(engagement.id, 'Stop');
  await engine.timeline.runTo(later(taskDeadline, -SECOND));
  for (const task of tasks) await storeTask(engine, task);
  await engine.timeline.runTo(taskDeadline);
  return engine;
}
/** What was ordered but for the look that the stop itself orders. */
const ordered = ({ messageBus }: TestEngine) =>
  messageBus.sent.filter(({ at }) => at !== later(noon, 5 * SECOND));
const attempted = { lastResult: 'NoAnswer', expiresAt: taskDeadline } as const;

test.each([
  aTask({ status: 'waiting' }),
  aTask({ status: 'waiting', ...attempted }),
  aTask({ status: 'ready', deadlineAt: taskDeadline }),
  aTask({ status: 'claimed' }),
])('a $status task is cancelled by the sweep, and nobody is followed up', async (task) => {
  const engine = await stopped(task);
  await engine.sweep();
  const { tasks, tallies } = engine.tasks.all();
  expect(tasks).toMatchObject([{ status: 'closed', outcome: 'cancelled', followUp: null }]);
  expect(sumCounters(tallies)).toEqual({ accepted: 1, 'closed.cancelled': 1 });
  expect(ordered(engine)).toEqual([]);
});

test('of the waiting tasks of a shard those are cancelled by their wake whose time has come', async () => {
  const engine = await stopped(
    aTask({ status: 'waiting' }),
    aTask({ status: 'waiting', id: aTaskId(2), openKey: 'b', ...attempted }),
    aTask({
      status: 'waiting',
      id: aTaskId(3),
      openKey: 'c',
      deadlineAt: later(taskDeadline, 1),
    }),
  );
  await engine.wakeDueTasks({ engagementId: engagement.id, shard: 0 });
  expect(engine.tasks.all().tasks).toMatchObject([
    { status: 'closed', outcome: 'cancelled', followUp: null },
    { status: 'closed', outcome: 'cancelled', followUp: null },
    { status: 'waiting' },
  ]);
});

test.each([aTask({ status: 'dialing' }), aTask({ status: 'connected' })])(
  'a $status task still ends by its call, and nobody is followed up',
  async (task) => {
    const engine = await stopped(task);
    await engine.sweep();
    expect(engine.tasks.all().tasks).toMatchObject([
      { status: 'closed', lastResult: 'Unknown', followUp: null },
    ]);
    expect(engine.tasks.all().deliveries).toHaveLength(1);
  },
);

test('a task whose wrap-up ends then has reached somebody, also when it was a wrong party', async () => {
  const engine = await stopped(aTask({ status: 'wrapUp', dispositionCodes: ['wrong-person'] }));
  await engine.sweep();
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
});

test('a task that is cancelled in its wrap-up has reached somebody', async () => {
  const engine = await createSeededEngine({ engagement });
  const { value } = await storeTask(engine, aTask({ status: 'wrapUp' }));
  await engine.cancelTask(engagement.id, value.id);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
});

test('a texting task whose SMS went out still waits for its report', async () => {
  const task = aTask({ status: 'texting', sentAt: noon, deadlineAt: later(taskDeadline, MINUTE) });
  const engine = await stopped(task);
  await engine.sweep();
  expect(engine.tasks.all().tasks).toEqual([task]);
});

const rows = [
  'UniqueIdentifier,MobilePhoneNumber,TimeZone',
  'ada,+12062300001,America/New_York',
  'bob,+12062300002,America/New_York',
];
const settled = (engine: TestEngine) =>
  engine.timeline.runTo(later(engine.timeline.now(), 6 * SECOND));
const ends = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map((task) => (task.status === 'closed' ? task.outcome : task.status))
    .sort();

describe('what is queued when an engagement is stopped', () => {
  const queued = [
    aTask({ status: 'ready', deadlineAt: later(noon, 300 * DAY) }),
    aTask({
      status: 'waiting',
      id: aTaskId(2),
      openKey: 'b',
      lastResult: 'NoAnswer',
      attempt: 2,
      deadlineAt: later(noon, 30 * DAY),
    }),
  ];
  const retrying = aVoiceEngagement({
    reattempts: { ...reattempts, attempts: 2, reasons: ['noAnswer'] },
  });
  const holding = async (death?: CrashPoint) => {
    const engine = await createSeededEngine({
      engagement: retrying,
      ...(death && crashOnce(death)),
    });
    for (const task of queued) await storeTask(engine, task);
    return engine;
  };
  const stop = (engine: TestEngine) => engine.runEngagementOperation(engagement.id, 'Stop');

  test('is cancelled within seconds, nobody is followed up, and the engagement can be deleted', async () => {
    const engine = await holding();
    await stop(engine);
    const removal = () => engine.saveConfiguration.remove('engagement', engagement.id, null);
    await expect(removal()).rejects.toMatchObject({ reason: 'hasOpenTasks' });
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
    await removal();
    expect(engine.failures).toEqual([]);
  });

  const isStop = (...args: readonly unknown[]) => JSON.stringify(args).includes('"stopped"');

  test('is cancelled though the process dies with the saving of the stop', async () => {
    const engine = await holding(at('after', 'configuration', 'save', { where: isStop }));
    await expect(stop(engine)).rejects.toThrow('died');
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('stays where it is when the process dies before the saving of the stop', async () => {
    const engine = await holding(at('before', 'configuration', 'save', { where: isStop }));
    await expect(stop(engine)).rejects.toThrow('died');
    await engine.timeline.runTo(later(noon, 6 * SECOND));
    expect(ends(engine)).toEqual(['ready', 'waiting']);
  });

  test('is cancelled by another Stop, whatever was in the way of the first', async () => {
    const engine = await stopped(...queued);
    expect(ends(engine)).toEqual(['ready', 'waiting']);
    await stop(engine);
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
  });
});

test('a call that ends after the stop without an answer is followed by no other', async () => {
  const again = { attempts: 5, reasons: ['noAnswer' as const] };
  const engine = await createSeededEngine({
    engagement: aVoiceEngagement({ reattempts: { ...reattempts, ...again } }),
    people: () => ({ kind: 'noAnswer' }),
  });
  await dropContactFile(engine, rows.slice(0, 2));
  await signInGrace(engine);
  await engine.schedulePacingTicks();
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  expect(ends(engine)).toEqual(['dialing']);
  await engine.runEngagementOperation(engagement.id, 'Stop');
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
  expect(engine.tasks.all().tasks).toMatchObject([
    { outcome: 'cancelled', lastResult: 'NoAnswer', followUp: null },
  ]);
  expect(engine.callControl.calls).toHaveLength(1);
});

describe('contacts that were being read when the engagement ended', () => {
  test('are cancelled though they are stored after everything queued was looked at', async () => {
    const race = raceBefore('tasks', 'create');
    const engine = await createSeededEngine(race);
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Stop');
      await settled(engine);
    });
    expect((await dropContactFile(engine, rows)).run.counts.tasks).toBe(2);
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('are cancelled though the process dies before it says that the file is read', async () => {
    const race = raceBefore('tasks', 'create');
    const isRead = (...args: readonly unknown[]) => JSON.stringify(args).includes('"Completed"');
    const dead = crashOnce(at('before', 'imports', 'save', { where: isRead }));
    const engine = await createSeededEngine({ wrap: (ports) => dead.wrap(race.wrap(ports)) });
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Stop');
      await settled(engine);
    });
    await expect(dropContactFile(engine, rows)).rejects.toThrow('died');
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('a completed engagement that has open tasks all the same', () => {
  const completed = async (...tasks: Task[]) => {
    const engine = await createSeededEngine({ engagement });
    await engine.runEngagementOperation(engagement.id, 'Complete');
    await engine.completeIdleEngagements();
    await settled(engine);
    for (const task of tasks) await storeTask(engine, task);
    return engine;
  };

  test('closes them when their time comes', async () => {
    const engine = await completed(
      aTask({ status: 'waiting' }),
      aTask({ status: 'ready', id: aTaskId(2), openKey: 'b', deadlineAt: taskDeadline }),
    );
    await engine.timeline.runTo(taskDeadline);
    await engine.sweep();
    expect(ends(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('closes them within seconds of a Stop, and stays completed', async () => {
    const engine = await completed(aTask({ status: 'ready', deadlineAt: later(noon, 300 * DAY) }));
    const { status } = await engine.runEngagementOperation(engagement.id, 'Stop');
    expect(status).toBe('completed');
    await settled(engine);
    expect(ends(engine)).toEqual(['cancelled']);
    await engine.saveConfiguration.remove('engagement', engagement.id, null);
  });
});
