// The safety net: at the deadline of a call, a task or a representative, whose message never came.
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../../shared/domain/call/call.ts';
import type { Task } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aCall, callDeadline } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';
import { aTask, taskDeadline } from '../../../support/builders/task.ts';
import type { TestEngine } from '../../../support/engine.ts';
import {
  storeCall,
  storeRepresentative,
  storeTask,
} from '../../../support/builders/seed-documents.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

interface Floor {
  task?: Task;
  call?: Call;
  presence?: ReturnType<typeof aPresence>;
}

/** An engine in which this is going on, and of which nothing more was heard until the instant. */
async function silentUntil(instant: typeof noon, floor: Floor) {
  const engine = await createSeededEngine();
  const { task, call, presence } = floor;
  if (task !== undefined) await storeTask(engine, task);
  if (call !== undefined) await storeCall(engine, call);
  if (presence !== undefined) await storeRepresentative(engine, aRepresentative({ presence }));
  await engine.timeline.runTo(instant);
  return engine;
}
const taskOf = (engine: TestEngine) => engine.tasks.all().tasks[0];
const callOf = (engine: TestEngine) => engine.callStore.calls()[0];
const graceOf = async (engine: TestEngine) => (await engine.getRepresentative('grace')).presence;

/** A call that is up, whose own deadline is far. */
const live = aCall({ status: 'talking', deadlineAt: later(noon, HOUR) });

describe('a call past its deadline', () => {
  const stories: [Call, object][] = [
    [aCall({ status: 'queued' }), { status: 'settled', result: 'Cancelled' }],
    [aCall({ status: 'placing' }), { status: 'settled', result: 'Unknown' }],
    [aCall({ status: 'ringing' }), { status: 'hangingUp', result: 'NoAnswer' }],
    [aCall({ status: 'bridging' }), { status: 'hangingUp', facts: { abandoned: true } }],
    [aCall({ status: 'talking' }), { status: 'hangingUp', result: 'LiveAnswer' }],
    [aCall({ status: 'hangingUp' }), { status: 'hangingUp', tries: 2 }],
    [aCall({ status: 'hangingUp', tries: 3 }), { status: 'settled', result: 'LiveAnswer' }],
    [aCall({ status: 'ended' }), { status: 'settled', result: 'LiveAnswer' }],
  ];

  test.each(stories)('moves on: $status', async (call, expected) => {
    const task = aTask({ status: call.status === 'queued' ? 'claimed' : 'dialing' });
    const engine = await silentUntil(callDeadline, { task, call });
    expect(await engine.sweep()).toMatchObject({ calls: 1, tasks: 0 });
    expect(callOf(engine)).toMatchObject(expected);
    const settled = callOf(engine)?.status === 'settled';
    expect(taskOf(engine)?.status === task.status).toBe(!settled);
  });

  test('and one that is not yet past it is left alone, whatever it is', async () => {
    for (const [call] of stories) {
      const engine = await silentUntil(later(callDeadline, -1), { call });
      expect(await engine.sweep()).toEqual({ calls: 0, tasks: 0, representatives: 0, notices: 0 });
      expect(callOf(engine)).toEqual(call);
    }
  });

  test('that was never dialled costs its task nothing and its representative no wrap-up', async () => {
    const engine = await silentUntil(callDeadline, {
      task: aTask({ status: 'claimed' }),
      call: aCall({ status: 'queued' }),
      presence: aPresence({ status: 'reserved' }),
    });
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'ready', attempt: 1, lastResult: null });
    expect(await graceOf(engine)).toEqual({ status: 'available', since: callDeadline });
  });
});

describe('a task past its deadline', () => {
  const talking = [aTask({ status: 'dialing' }), aTask({ status: 'connected' })];

  test.each(talking)('$status, whose call is gone, ends as Unknown', async (task) => {
    const engine = await silentUntil(taskDeadline, { task });
    expect(await engine.sweep()).toMatchObject({ calls: 0, tasks: 1 });
    expect(taskOf(engine)).toMatchObject({ status: 'closed', lastResult: 'Unknown' });
    expect(engine.tasks.all().deliveries).toMatchObject([{ result: 'Unknown' }]);
  });

  test.each(talking)('$status, whose call is settled, gets the call’s own result', async (task) => {
    const call = aCall({ status: 'settled' });
    const engine = await silentUntil(taskDeadline, { task, call });
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'closed', outcome: 'reached' });
    const { result, facts } = call;
    expect(engine.tasks.all().deliveries).toMatchObject([{ result, ...facts }]);
  });

  test.each(talking)('$status, whose call is live, is left to the call', async (task) => {
    const engine = await silentUntil(taskDeadline, { task, call: live });
    await engine.sweep();
    expect(taskOf(engine)).toEqual(task);
  });

  test('is left to its live call though the engagement moved to another queue meanwhile', async () => {
    const task = aTask({ status: 'connected' });
    const engine = await silentUntil(taskDeadline, { task, call: live });
    await engine.saveConfiguration.put('queue', aQueue({ id: 'billing' }), null);
    await engine.saveConfiguration.putEngagement(aVoiceEngagement({ queueId: 'billing' }), null);
    await engine.timeline.runTo(later(taskDeadline, MINUTE));
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'connected', lastResult: null });
  });

  test('whose call ended unsettled, gets its result in the same sweep', async () => {
    const task = aTask({ status: 'dialing' });
    const call = aCall({ status: 'ended', result: 'Busy' });
    const engine = await silentUntil(taskDeadline, { task, call });
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'closed', lastResult: 'Busy' });
  });

  test.each([
    [aTask({ status: 'waiting' }), { status: 'ready' }],
    [aTask({ status: 'ready', deadlineAt: taskDeadline }), { outcome: 'expired' }],
    [aTask({ status: 'claimed' }), { status: 'ready' }],
    [aTask({ status: 'wrapUp' }), { status: 'closed', outcome: 'reached' }],
    [
      aTask({ status: 'texting' }),
      { status: 'texting', deadlineAt: later(taskDeadline, 2 * MINUTE) },
    ],
    [aTask({ status: 'texting', sentAt: noon }), { status: 'closed', followUp: 'Unknown' }],
  ])('moves on: $status', async (task, expected) => {
    const engine = await silentUntil(taskDeadline, { task });
    expect(await engine.sweep()).toMatchObject({ tasks: 1 });
    expect(taskOf(engine)).toMatchObject(expected);
  });
});

describe('a representative past their deadline', () => {
  const working = ['reserved', 'talking'] as const;
  const stillUp = later(taskDeadline, MINUTE);

  test.each(working)('%s, whose call is up, is kept a minute more', async (status) => {
    const presence = aPresence({ status });
    const engine = await silentUntil(taskDeadline, { call: live, presence });
    expect(await engine.sweep()).toMatchObject({ representatives: 1 });
    expect(await graceOf(engine)).toEqual({ ...presence, deadlineAt: stillUp });
  });

  test.each(working)('%s, whose call is gone, is free again', async (status) => {
    const engine = await silentUntil(taskDeadline, { presence: aPresence({ status }) });
    await engine.sweep();
    expect(await graceOf(engine)).toEqual({ status: 'available', since: taskDeadline });
  });

  test.each(working)('%s, whose call is settled, goes where they chose', async (status) => {
    const presence = aPresence({ status, then: 'offline' });
    const call = aCall({ status: 'settled' });
    const engine = await silentUntil(taskDeadline, { call, presence });
    await engine.sweep();
    expect((await graceOf(engine)).status).toBe('offline');
  });

  test('wrapping up, is free again though their call still hangs up', async () => {
    const engine = await silentUntil(taskDeadline, {
      call: aCall({ status: 'hangingUp', deadlineAt: later(noon, HOUR) }),
      presence: aPresence({ status: 'wrapUp' }),
    });
    await engine.sweep();
    expect((await graceOf(engine)).status).toBe('available');
  });
});

test('a sweep that finds nothing says nothing', async () => {
  const engine = await silentUntil(taskDeadline, {});
  expect(await engine.sweep()).toEqual({ calls: 0, tasks: 0, representatives: 0, notices: 0 });
  expect(engine.log.named('sweep.done')).toEqual([]);
});
