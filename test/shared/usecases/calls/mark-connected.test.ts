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
/** Longer than the call itself may last. */
const until = later(noon, HOUR + 5 * MINUTE);

/** A representative and a task whose call was just bridged. */
async function bridged(options: SeededEngineOptions & { presence?: typeof reserved } = {}) {
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

test('the representative talks, the task is connected, and both outlast the call', async () => {
  const { markConnected, ...engine } = await bridged();
  await markConnected(call);
  expect(await engine.grace()).toMatchObject({ status: 'talking', since: noon, deadlineAt: until });
  expect(engine.task()).toMatchObject({ status: 'connected', deadlineAt: until });
});

test('told again a minute later, nothing is put off', async () => {
  const { markConnected, ...engine } = await bridged();
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
])('a representative who is %s is left alone, and the task is connected', async (_n, presence) => {
  const { markConnected, ...engine } = await bridged({ presence });
  await markConnected(call);
  expect(await engine.grace()).toEqual(presence);
  expect(engine.task()).toMatchObject({ status: 'connected' });
});

test('a representative who is not there any more does not keep the task from being connected', async () => {
  const { markConnected, ...engine } = await bridged();
  const { address } = aRepresentative();
  await markConnected({
    ...call,
    representative: { id: aRepresentative({ id: 'x' }).id, address },
  });
  expect(engine.task()).toMatchObject({ status: 'connected' });
});

test('told after the end, the task stays where the end has put it', async () => {
  const { markConnected, settleCall, ...engine } = await bridged();
  await settleCall(aCall({ status: 'ended' }));
  const before = [await engine.grace(), engine.task()];
  await markConnected(call);
  expect([await engine.grace(), engine.task()]).toEqual(before);
  expect(engine.task()).toMatchObject({ status: 'wrapUp' });
});

test('a task that is not there is not found, and the representative talks all the same', async () => {
  const { markConnected, ...engine } = await bridged();
  await expect(markConnected({ ...call, taskId: aTaskId(7) })).rejects.toThrow(NotFound);
  expect(await engine.grace()).toMatchObject({ status: 'talking' });
});

test('who chooses to go at that very moment talks, and goes when the call is over', async () => {
  const race = raceBefore('representatives', 'save');
  const { markConnected, ...engine } = await bridged(race);
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
  'dies $when $port.$method: the end of the call gives everything back all the same',
  async (death) => {
    const { markConnected, settleCall, ...engine } = await bridged(crashOnce(death));
    await expect(markConnected(call)).rejects.toThrow(Crashed);
    await engine.timeline.runTo(later(noon, 10 * SECOND));
    await settleCall(aCall({ status: 'ended' }));
    expect(await engine.grace()).toMatchObject({ status: 'wrapUp' });
    expect(engine.task()).toMatchObject({ status: 'wrapUp' });
  },
);

test('dies between the two: told again, the task is connected as well', async () => {
  const { markConnected, ...engine } = await bridged(
    crashOnce(at('after', 'representatives', 'save')),
  );
  await expect(markConnected(call)).rejects.toThrow(Crashed);
  expect(await engine.grace()).toMatchObject({ status: 'talking' });
  expect(engine.task()).toMatchObject({ status: 'dialing' });
  await markConnected(call);
  expect(engine.task()).toMatchObject({ status: 'connected' });
});
