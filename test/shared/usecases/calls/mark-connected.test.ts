import { expect, test } from 'vitest';
import { HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { NotFound } from '../../../../shared/errors.ts';
import { aCall, aCallPlan } from '../../../support/builders/call.ts';
import { aDeliveryId, aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';
import { aTask } from '../../../support/builders/task.ts';
import { at, Crashed, crashOnce } from '../../../support/injection/crash-injection.ts';
import { innerUseCases } from '../../../support/injection/inner.ts';
import { storeRepresentative, storeTask } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const call = aCall({ status: 'talking', plan: aCallPlan({ maximumCallMs: HOUR }) });
const task = aTask({ status: 'dialing' });
const reserved = aPresence({ status: 'reserved' });
/** The longest duration of a call, plus five minutes. */
const deadline = later(noon, HOUR + 5 * MINUTE);

/** An engine with a reserved representative and a dialing task, right after the bridge of their call. */
async function createWithBridgedCall(
  options: SeededEngineOptions & { presence?: typeof reserved } = {},
) {
  const { wrap, presence = reserved, ...rest } = options;
  const engine = await createSeededEngine(rest);
  await storeTask(engine, task);
  await storeRepresentative(engine, aRepresentative({ presence }));
  return {
    ...engine,
    ...innerUseCases(engine, wrap),
    grace: async () => (await engine.getRepresentative('grace')).presence,
    task: () => engine.tasks.all().tasks[0],
  };
}

test('a bridged call makes its representative talking and its task connected, with deadlines after the call', async () => {
  const { markConnected, ...engine } = await createWithBridgedCall();
  await markConnected(call);
  expect(await engine.grace()).toMatchObject({
    status: 'talking',
    since: noon,
    deadlineAt: deadline,
  });
  expect(engine.task()).toMatchObject({ status: 'connected', deadlineAt: deadline });
});

test('a repeated mark a minute later does not postpone the deadlines', async () => {
  const { markConnected, ...engine } = await createWithBridgedCall();
  await markConnected(call);
  const before = [await engine.grace(), engine.task()];
  await engine.timeline.runTo(later(noon, MINUTE));
  await markConnected(call);
  expect([await engine.grace(), engine.task()]).toEqual(before);
});

test.each([
  ['in another call', aPresence({ status: 'talking', deliveryId: aDeliveryId(aTaskId(7)) })],
  ['available', aPresence({ status: 'available' })],
  ['already wrapping up', aPresence({ status: 'wrapUp' })],
])(
  'a representative %s keeps the presence, and the task is connected',
  async (_which, presence) => {
    const { markConnected, ...engine } = await createWithBridgedCall({ presence });
    await markConnected(call);
    expect(await engine.grace()).toEqual(presence);
    expect(engine.task()).toMatchObject({ status: 'connected' });
  },
);

test('the task of a removed representative is connected', async () => {
  const { markConnected, ...engine } = await createWithBridgedCall();
  const { address } = aRepresentative();
  await markConnected({
    ...call,
    representative: { id: aRepresentative({ id: 'x' }).id, address },
  });
  expect(engine.task()).toMatchObject({ status: 'connected' });
});

test('a mark after the settlement changes neither the representative nor the task', async () => {
  const { markConnected, settleCall, ...engine } = await createWithBridgedCall();
  await settleCall(aCall({ status: 'ended' }));
  const before = [await engine.grace(), engine.task()];
  await markConnected(call);
  expect([await engine.grace(), engine.task()]).toEqual(before);
  expect(engine.task()).toMatchObject({ status: 'wrapUp' });
});

test('a mark without a stored task throws NotFound, and the representative is talking', async () => {
  const { markConnected, ...engine } = await createWithBridgedCall();
  await expect(markConnected({ ...call, taskId: aTaskId(7) })).rejects.toThrow(NotFound);
  expect(await engine.grace()).toMatchObject({ status: 'talking' });
});

test('a representative that chooses away right before the save is talking, then away', async () => {
  const race = raceBefore('representatives', 'save');
  const { markConnected, ...engine } = await createWithBridgedCall(race);
  race.with(() => engine.choosePresence(aRepresentative().id, 'away'));
  await markConnected(call);
  expect(await engine.grace()).toMatchObject({ status: 'talking', then: 'away' });
});

test.each([
  at('before', 'representatives', 'save'),
  at('after', 'representatives', 'save'),
  at('before', 'tasks', 'commit'),
  at('after', 'tasks', 'commit'),
])(
  'a crash $when $port.$method leaves the call settleable: both are in wrap-up after its end',
  async (crashPoint) => {
    const { markConnected, settleCall, ...engine } = await createWithBridgedCall(
      crashOnce(crashPoint),
    );
    await expect(markConnected(call)).rejects.toThrow(Crashed);
    await engine.timeline.runTo(later(noon, 10 * SECOND));
    await settleCall(aCall({ status: 'ended' }));
    expect(await engine.grace()).toMatchObject({ status: 'wrapUp' });
    expect(engine.task()).toMatchObject({ status: 'wrapUp' });
  },
);

test('a repeated mark after a crash between representative and task connects the task', async () => {
  const { markConnected, ...engine } = await createWithBridgedCall(
    crashOnce(at('after', 'representatives', 'save')),
  );
  await expect(markConnected(call)).rejects.toThrow(Crashed);
  expect(await engine.grace()).toMatchObject({ status: 'talking' });
  expect(engine.task()).toMatchObject({ status: 'dialing' });
  await markConnected(call);
  expect(engine.task()).toMatchObject({ status: 'connected' });
});
