// What becomes of the open tasks of a stopped engagement when their time comes.
import { expect, test } from 'vitest';
import { sum } from '../../../shared/domain/report/tally.ts';
import type { Task } from '../../../shared/domain/task/task.ts';
import { later, MINUTE } from '../../../shared/domain/time.ts';
import { aVoiceEngagement } from '../../support/builders/engagement.ts';
import { aTaskId } from '../../support/builders/identity.ts';
import { noon } from '../../support/builders/instants.ts';
import { aTask, taskDeadline } from '../../support/builders/task.ts';
import { placeTask } from '../../support/placed.ts';
import { aStage } from '../../support/stage.ts';

const reattempts = { smsFollowUp: 'spring-reminder' };
const engagement = aVoiceEngagement({ reattempts });

/** A stopped engagement that holds these, at the deadline of a task. */
async function stopped(...tasks: Task[]) {
  const engine = await aStage({ engagement });
  for (const task of tasks) await placeTask(engine, task);
  await engine.operating.operate(engagement.id, 'Stop');
  await engine.timeline.runTo(taskDeadline);
  return engine;
}
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
  expect(sum(tallies)).toEqual({ accepted: 1, 'closed.cancelled': 1 });
  expect(engine.bus.sent).toEqual([]);
});

test('of the waiting tasks of a shard those are cancelled by their wake whose time has come', async () => {
  const engine = await stopped(
    aTask({ status: 'waiting' }),
    aTask({ status: 'waiting', id: aTaskId(2), openKey: 'b', ...attempted }),
    aTask({
      ...{ status: 'waiting', id: aTaskId(3), openKey: 'c' },
      deadlineAt: later(taskDeadline, 1),
    }),
  );
  await engine.wakeTasks({ engagementId: engagement.id, shard: 0 });
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
  const engine = await aStage({ engagement });
  const { value } = await placeTask(engine, aTask({ status: 'wrapUp' }));
  await engine.cancelTask(engagement.id, value.id);
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
});

test('a texting task whose SMS went out still waits for its report', async () => {
  const task = aTask({ status: 'texting', sentAt: noon, deadlineAt: later(taskDeadline, MINUTE) });
  const engine = await stopped(task);
  await engine.sweep();
  expect(engine.tasks.all().tasks).toEqual([task]);
});
