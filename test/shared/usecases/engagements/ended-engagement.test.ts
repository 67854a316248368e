// The open tasks of a stopped or completed engagement. Queued tasks are cancelled at once; other tasks close at their
// deadline or with their call.
import { describe, expect, test } from 'vitest';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { DAY, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask, taskDeadline } from '../../../support/builders/task.ts';
import { storeTask } from '../../../support/builders/seed-documents.ts';
import {
  at,
  type CrashPoint,
  crashOnce,
  Crashed,
} from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const reattempts = { smsFollowUp: 'spring-reminder' };
const engagement = aVoiceEngagement({ reattempts });

/** Stores the tasks after the reevaluation that follows the stop, and runs to the deadline of a task. */
async function createStoppedWith(...tasks: Task[]) {
  const engine = await createSeededEngine({ engagement });
  await engine.runEngagementOperation(engagement.id, 'Stop');
  await engine.timeline.runTo(later(taskDeadline, -SECOND));
  for (const task of tasks) await storeTask(engine, task);
  await engine.timeline.runTo(taskDeadline);
  return engine;
}
/** The sent messages except the reevaluation that the stop schedules. */
const sentMessages = ({ messageBus }: TestEngine) =>
  messageBus.sent.filter(({ at }) => at !== later(noon, 5 * SECOND));
const attemptedFields = { lastResult: 'NoAnswer', expiresAt: taskDeadline } as const;

test.each([
  aTask({ status: 'waiting' }),
  aTask({ status: 'waiting', ...attemptedFields }),
  aTask({ status: 'ready', deadlineAt: taskDeadline }),
  aTask({ status: 'claimed' }),
])(
  'the sweep cancels a $status task of a stopped engagement without a follow-up SMS',
  async (task) => {
    const engine = await createStoppedWith(task);
    await engine.sweep();
    const { tasks, tallies } = engine.tasks.all();
    expect(tasks).toMatchObject([{ status: 'closed', outcome: 'cancelled', followUp: null }]);
    expect(sumCounters(tallies)).toEqual({ accepted: 1, 'closed.cancelled': 1 });
    expect(sentMessages(engine)).toEqual([]);
  },
);

test('waking a shard of a stopped engagement cancels only the waiting tasks that are due', async () => {
  const engine = await createStoppedWith(
    aTask({ status: 'waiting' }),
    aTask({ status: 'waiting', id: aTaskId(2), openKey: 'b', ...attemptedFields }),
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
  'a $status task of a stopped engagement closes with its call, without a follow-up SMS',
  async (task) => {
    const engine = await createStoppedWith(task);
    await engine.sweep();
    expect(engine.tasks.all().tasks).toMatchObject([
      { status: 'closed', lastResult: 'Unknown', followUp: null },
    ]);
    expect(engine.tasks.all().deliveries).toHaveLength(1);
  },
);

test('a task that leaves its wrap-up after the stop is closed as reached, even for a wrong party', async () => {
  const engine = await createStoppedWith(
    aTask({ status: 'wrapUp', dispositionCodes: ['wrong-person'] }),
  );
  await engine.sweep();
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
});

test('a task that is cancelled in wrap-up is closed as reached', async () => {
  const engine = await createSeededEngine({ engagement });
  const { value } = await storeTask(engine, aTask({ status: 'wrapUp' }));
  await engine.cancelTask(engagement.id, value.id);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
});

test('a texting task of a stopped engagement still waits for its delivery report', async () => {
  const task = aTask({ status: 'texting', sentAt: noon, deadlineAt: later(taskDeadline, MINUTE) });
  const engine = await createStoppedWith(task);
  await engine.sweep();
  expect(engine.tasks.all().tasks).toEqual([task]);
});

const rows = [
  'UniqueIdentifier,MobilePhoneNumber,TimeZone',
  'ada,+12062300001,America/New_York',
  'bob,+12062300002,America/New_York',
];
const runReevaluation = (engine: TestEngine) =>
  engine.timeline.runTo(later(engine.timeline.now(), 6 * SECOND));
const taskOutcomes = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.map((task) => (task.status === 'closed' ? task.outcome : task.status))
    .sort();

describe('the queued tasks of an engagement that stops', () => {
  const queuedTasks = [
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
  const engagementWithRetries = aVoiceEngagement({
    reattempts: { ...reattempts, attempts: 2, reasons: ['noAnswer'] },
  });
  const createWithQueuedTasks = async (crashPoint?: CrashPoint) => {
    const engine = await createSeededEngine({
      engagement: engagementWithRetries,
      ...(crashPoint && crashOnce(crashPoint)),
    });
    for (const task of queuedTasks) await storeTask(engine, task);
    return engine;
  };
  const stop = (engine: TestEngine) => engine.runEngagementOperation(engagement.id, 'Stop');

  test('are cancelled within seconds, and the engagement can then be removed', async () => {
    const engine = await createWithQueuedTasks();
    await stop(engine);
    const removal = () => engine.documents.remove('engagement', engagement.id, null);
    await expect(removal()).rejects.toMatchObject({ reason: 'hasOpenTasks' });
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
    await removal();
    expect(engine.failures).toEqual([]);
  });

  const isStop = (...args: readonly unknown[]) => JSON.stringify(args).includes('"stopped"');

  test('are cancelled though the process crashes right after the stop is saved', async () => {
    const engine = await createWithQueuedTasks(
      at('after', 'engagements', 'saveLifecycle', { where: isStop }),
    );
    await expect(stop(engine)).rejects.toThrow(Crashed);
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('stay queued if the process crashes before the stop is saved', async () => {
    const engine = await createWithQueuedTasks(
      at('before', 'engagements', 'saveLifecycle', { where: isStop }),
    );
    await expect(stop(engine)).rejects.toThrow(Crashed);
    await engine.timeline.runTo(later(noon, 6 * SECOND));
    expect(taskOutcomes(engine)).toEqual(['ready', 'waiting']);
  });

  test('are cancelled by a second Stop if the first one left them open', async () => {
    const engine = await createStoppedWith(...queuedTasks);
    expect(taskOutcomes(engine)).toEqual(['ready', 'waiting']);
    await stop(engine);
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
  });
});

test('a call that ends without an answer after the stop is not retried', async () => {
  const retries = { attempts: 5, reasons: ['noAnswer' as const] };
  const engine = await createSeededEngine({
    engagement: aVoiceEngagement({ reattempts: { ...reattempts, ...retries } }),
    people: () => ({ kind: 'noAnswer' }),
  });
  await dropContactFile(engine, rows.slice(0, 2));
  await signInGrace(engine);
  await engine.schedulePacingTicks();
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  expect(taskOutcomes(engine)).toEqual(['dialing']);
  await engine.runEngagementOperation(engagement.id, 'Stop');
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
  expect(engine.tasks.all().tasks).toMatchObject([
    { outcome: 'cancelled', lastResult: 'NoAnswer', followUp: null },
  ]);
  expect(engine.callControl.calls).toHaveLength(1);
});

describe('contacts that are imported while the engagement stops', () => {
  test('are cancelled though their tasks are created after the reevaluation', async () => {
    const race = raceBefore('tasks', 'create');
    const engine = await createSeededEngine(race);
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Stop');
      await runReevaluation(engine);
    });
    expect((await dropContactFile(engine, rows)).run.counts.tasks).toBe(2);
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('are cancelled though the process crashes before the import is saved as completed', async () => {
    const race = raceBefore('tasks', 'create');
    const isRead = (...args: readonly unknown[]) => JSON.stringify(args).includes('"Completed"');
    const crash = crashOnce(at('before', 'imports', 'save', { where: isRead }));
    const engine = await createSeededEngine({ wrap: (ports) => crash.wrap(race.wrap(ports)) });
    race.with(async () => {
      await engine.runEngagementOperation(engagement.id, 'Stop');
      await runReevaluation(engine);
    });
    await expect(dropContactFile(engine, rows)).rejects.toThrow(Crashed);
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('a completed engagement with open tasks', () => {
  const createCompletedWith = async (...tasks: Task[]) => {
    const engine = await createSeededEngine({ engagement });
    await engine.runEngagementOperation(engagement.id, 'Complete');
    await engine.completeIdleEngagements();
    await runReevaluation(engine);
    for (const task of tasks) await storeTask(engine, task);
    return engine;
  };

  test('cancels them when they are due', async () => {
    const engine = await createCompletedWith(
      aTask({ status: 'waiting' }),
      aTask({ status: 'ready', id: aTaskId(2), openKey: 'b', deadlineAt: taskDeadline }),
    );
    await engine.timeline.runTo(taskDeadline);
    await engine.sweep();
    expect(taskOutcomes(engine)).toEqual(['cancelled', 'cancelled']);
  });

  test('cancels them within seconds of a Stop, and stays completed', async () => {
    const engine = await createCompletedWith(
      aTask({ status: 'ready', deadlineAt: later(noon, 300 * DAY) }),
    );
    const { status } = await engine.runEngagementOperation(engagement.id, 'Stop');
    expect(status).toBe('completed');
    await runReevaluation(engine);
    expect(taskOutcomes(engine)).toEqual(['cancelled']);
    await engine.documents.remove('engagement', engagement.id, null);
  });
});
