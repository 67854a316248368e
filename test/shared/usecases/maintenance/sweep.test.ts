// The safety net: the sweep moves a call, task or representative on if its message is lost.
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

interface StoredRecords {
  task?: Task;
  call?: Call;
  presence?: ReturnType<typeof aPresence>;
}

/** Stores the records and runs the clock to the instant without any event. */
async function storeAndRunTo(instant: typeof noon, records: StoredRecords) {
  const engine = await createSeededEngine();
  const { task, call, presence } = records;
  if (task !== undefined) await storeTask(engine, task);
  if (call !== undefined) await storeCall(engine, call);
  if (presence !== undefined) await storeRepresentative(engine, aRepresentative({ presence }));
  await engine.timeline.runTo(instant);
  return engine;
}
const taskOf = (engine: TestEngine) => engine.tasks.all().tasks[0];
const callOf = (engine: TestEngine) => engine.callStore.calls()[0];
const graceOf = async (engine: TestEngine) => (await engine.getRepresentative('grace')).presence;

/** A live call with a deadline an hour ahead. */
const liveCall = aCall({ status: 'talking', deadlineAt: later(noon, HOUR) });

describe('the sweep of a call', () => {
  const cases: [Call, object][] = [
    [aCall({ status: 'queued' }), { status: 'settled', result: 'Cancelled' }],
    [aCall({ status: 'placing' }), { status: 'settled', result: 'Unknown' }],
    [aCall({ status: 'ringing' }), { status: 'hangingUp', result: 'NoAnswer' }],
    [aCall({ status: 'bridging' }), { status: 'hangingUp', facts: { abandoned: true } }],
    [aCall({ status: 'talking' }), { status: 'hangingUp', result: 'LiveAnswer' }],
    [aCall({ status: 'hangingUp' }), { status: 'hangingUp', tries: 2 }],
    [aCall({ status: 'hangingUp', tries: 3 }), { status: 'settled', result: 'LiveAnswer' }],
    [aCall({ status: 'ended' }), { status: 'settled', result: 'LiveAnswer' }],
  ];

  test.each(cases)('moves a $status call on after its deadline', async (call, expected) => {
    const task = aTask({ status: call.status === 'queued' ? 'claimed' : 'dialing' });
    const engine = await storeAndRunTo(callDeadline, { task, call });
    expect(await engine.sweep()).toMatchObject({ calls: 1, tasks: 0 });
    expect(callOf(engine)).toMatchObject(expected);
    const settled = callOf(engine)?.status === 'settled';
    expect(taskOf(engine)?.status === task.status).toBe(!settled);
  });

  test('changes no call before its deadline, in any status', async () => {
    for (const [call] of cases) {
      const engine = await storeAndRunTo(later(callDeadline, -1), { call });
      expect(await engine.sweep()).toEqual({ calls: 0, tasks: 0, representatives: 0, notices: 0 });
      expect(callOf(engine)).toEqual(call);
    }
  });

  test('after the deadline of a queued call, its task is ready and its representative available', async () => {
    const engine = await storeAndRunTo(callDeadline, {
      task: aTask({ status: 'claimed' }),
      call: aCall({ status: 'queued' }),
      presence: aPresence({ status: 'reserved' }),
    });
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'ready', attempt: 1, lastResult: null });
    expect(await graceOf(engine)).toEqual({ status: 'available', since: callDeadline });
  });
});

describe('the sweep of a task past its deadline', () => {
  const tasksOnCall = [aTask({ status: 'dialing' }), aTask({ status: 'connected' })];

  test.each(tasksOnCall)(
    'closes a $status task with the result Unknown if its call is missing',
    async (task) => {
      const engine = await storeAndRunTo(taskDeadline, { task });
      expect(await engine.sweep()).toMatchObject({ calls: 0, tasks: 1 });
      expect(taskOf(engine)).toMatchObject({ status: 'closed', lastResult: 'Unknown' });
      expect(engine.tasks.all().deliveries).toMatchObject([{ result: 'Unknown' }]);
    },
  );

  test.each(tasksOnCall)(
    'closes a $status task with the result of its settled call',
    async (task) => {
      const call = aCall({ status: 'settled' });
      const engine = await storeAndRunTo(taskDeadline, { task, call });
      await engine.sweep();
      expect(taskOf(engine)).toMatchObject({ status: 'closed', outcome: 'reached' });
      const { result, facts } = call;
      expect(engine.tasks.all().deliveries).toMatchObject([{ result, ...facts }]);
    },
  );

  test.each(tasksOnCall)('does not change a $status task if its call is live', async (task) => {
    const engine = await storeAndRunTo(taskDeadline, { task, call: liveCall });
    await engine.sweep();
    expect(taskOf(engine)).toEqual(task);
  });

  test('does not change a task with a live call after the engagement changed its queue', async () => {
    const task = aTask({ status: 'connected' });
    const engine = await storeAndRunTo(taskDeadline, { task, call: liveCall });
    await engine.documents.put('queue', aQueue({ id: 'billing' }), null);
    await engine.documents.put('engagement', aVoiceEngagement({ queueId: 'billing' }), null);
    await engine.timeline.runTo(later(taskDeadline, MINUTE));
    await engine.sweep();
    expect(taskOf(engine)).toMatchObject({ status: 'connected', lastResult: null });
  });

  test('settles an ended call and closes its task in the same sweep', async () => {
    const task = aTask({ status: 'dialing' });
    const call = aCall({ status: 'ended', result: 'Busy' });
    const engine = await storeAndRunTo(taskDeadline, { task, call });
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
  ])('moves a $status task on', async (task, expected) => {
    const engine = await storeAndRunTo(taskDeadline, { task });
    expect(await engine.sweep()).toMatchObject({ tasks: 1 });
    expect(taskOf(engine)).toMatchObject(expected);
  });
});

describe('the sweep of a representative past the deadline', () => {
  const onCallStatuses = ['reserved', 'talking'] as const;
  const extendedDeadline = later(taskDeadline, MINUTE);

  test.each(onCallStatuses)(
    'keeps a %s representative for another minute if the call is live',
    async (status) => {
      const presence = aPresence({ status });
      const engine = await storeAndRunTo(taskDeadline, { call: liveCall, presence });
      expect(await engine.sweep()).toMatchObject({ representatives: 1 });
      expect(await graceOf(engine)).toEqual({ ...presence, deadlineAt: extendedDeadline });
    },
  );

  test.each(onCallStatuses)(
    'makes a %s representative available if the call is missing',
    async (status) => {
      const engine = await storeAndRunTo(taskDeadline, { presence: aPresence({ status }) });
      await engine.sweep();
      expect(await graceOf(engine)).toEqual({ status: 'available', since: taskDeadline });
    },
  );

  test.each(onCallStatuses)(
    'gives a %s representative the chosen presence if the call is settled',
    async (status) => {
      const presence = aPresence({ status, then: 'offline' });
      const call = aCall({ status: 'settled' });
      const engine = await storeAndRunTo(taskDeadline, { call, presence });
      await engine.sweep();
      expect((await graceOf(engine)).status).toBe('offline');
    },
  );

  test('makes a representative in wrap-up available though the call still hangs up', async () => {
    const engine = await storeAndRunTo(taskDeadline, {
      call: aCall({ status: 'hangingUp', deadlineAt: later(noon, HOUR) }),
      presence: aPresence({ status: 'wrapUp' }),
    });
    await engine.sweep();
    expect((await graceOf(engine)).status).toBe('available');
  });
});

test('a sweep without due records changes and logs nothing', async () => {
  const engine = await storeAndRunTo(taskDeadline, {});
  expect(await engine.sweep()).toEqual({ calls: 0, tasks: 0, representatives: 0, notices: 0 });
  expect(engine.log.named('sweep.done')).toEqual([]);
});
