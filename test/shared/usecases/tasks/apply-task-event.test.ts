import { expect, test } from 'vitest';
import { representativeIdSchema } from '../../../../shared/domain/values/ids.ts';
import { sumCounters } from '../../../../shared/domain/report/counters.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import type { TaskEvent } from '../../../../shared/domain/task/event.ts';
import { refOf, type Task } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { ConcurrencyConflict, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aTask } from '../../../support/builders/task.ts';
import { at, Crashed, crashOnce } from '../../../support/injection/crash-injection.ts';
import { innerUseCases } from '../../../support/injection/inner.ts';
import { storeTask } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const deliveryId = aDeliveryId();
const representativeId = representativeIdSchema.parse('grace');
const until = later(noon, MINUTE);
const pacingGroup = 'renewals';
const claim = { kind: 'claim', now: noon, representativeId, pacingGroup, until } as const;
const from = aNumber(99);
const dialed = { kind: 'dialed', now: noon, deliveryId, from, deadlineAt: until } as const;
const ended = {
  kind: 'ended',
  now: noon,
  deliveryId,
  result: 'Busy',
  facts: noFacts,
  wrapUpUntil: null,
} as const;
const tried = { reasons: ['busy' as const], attempts: 2, waitMinutes: 60 };

/** An engine with the task, and the use case over its wrapped ports. */
async function holding(task: Task, options: SeededEngineOptions = {}) {
  const { wrap, ...rest } = options;
  const engine = await createSeededEngine({
    engagement: aVoiceEngagement({ reattempts: tried }),
    ...rest,
  });
  const version = await storeTask(engine, task);
  const { applyTaskEvent } = innerUseCases(engine, wrap);
  const ref = refOf(task);
  const stored = async () => (await engine.tasks.find(ref))?.value;
  return { ...engine, changeTask: applyTaskEvent, ref, version, stored };
}

test('a dial opens its delivery and is counted in the same write', async () => {
  const { changeTask, ref, tasks, stored } = await holding(aTask({ status: 'claimed' }));
  await changeTask(ref, dialed);
  expect(await stored()).toMatchObject({ status: 'dialing', deadlineAt: until });
  expect(await tasks.findDelivery(ref, deliveryId)).toMatchObject({ status: 'InProcess', from });
  expect(sumCounters(tasks.all().tallies)).toEqual({ accepted: 1, 'voice.started': 1 });
});

test('an end completes the delivery, counts its result, and wakes the task for its next attempt', async () => {
  const { changeTask, ref, tasks, stored, messageBus, log } = await holding(
    aTask({ status: 'dialing' }),
  );
  await changeTask(ref, ended);
  const next = later(noon, HOUR);
  expect(await stored()).toMatchObject({ status: 'waiting', because: 'retry', deadlineAt: next });
  expect(await tasks.findDelivery(ref, deliveryId)).toMatchObject({
    status: 'Complete',
    result: 'Busy',
    endedAt: noon,
  });
  expect(sumCounters(tasks.all().tallies)).toMatchObject({ 'voice.started': 1, 'voice.Busy': 1 });
  expect(messageBus.sent).toMatchObject([{ queue: 'reattempts', at: next }]);
  expect(log.named('delivery.ended')).toMatchObject([{ fields: { deliveryId, result: 'Busy' } }]);
});

test('an SMS follow-up is scheduled after the write that opens its delivery', async () => {
  const reattempts = { smsFollowUp: 'spring-reminder' };
  const engagement = aVoiceEngagement({ reattempts });
  const { changeTask, ref, tasks, messageBus } = await holding(aTask({ status: 'dialing' }), {
    engagement,
  });
  await changeTask(ref, ended);
  const sms = aDeliveryId(ref.taskId, 1, 2);
  expect(await tasks.findDelivery(ref, sms)).toMatchObject({ channel: 'sms', status: 'InProcess' });
  expect(messageBus.sent).toEqual([{ queue: 'sms', id: `${sms}@${noon}`, at: noon }]);
});

const ignored: [string, Task, TaskEvent, string, 'info' | 'warn'][] = [
  ['early', aTask({ status: 'ready' }), { kind: 'deadlinePassed', now: noon }, 'notDue', 'info'],
  ['late', aTask({ status: 'closed' }), ended, 'alreadyClosed', 'warn'],
  ['out of order', aTask({ status: 'connected' }), dialed, 'outOfOrder', 'warn'],
  [
    'of another delivery',
    aTask({ status: 'dialing', deliveryId: aDeliveryId(aTaskId(), 1, 3) }),
    ended,
    'staleDelivery',
    'warn',
  ],
];
async function change(task: Task, event: TaskEvent) {
  const engine = await holding(task);
  const before = engine.tasks.all();
  return { ...engine, before, decision: await engine.changeTask(engine.ref, event) };
}

test.each(ignored)(
  'an event that comes %s is logged and changes nothing',
  async (_n, task, event, reason, level) => {
    const { tasks, before, messageBus, log, decision } = await change(task, event);
    expect(decision).toEqual({ kind: 'ignore', reason });
    expect(tasks.all()).toEqual(before);
    expect(messageBus.sent).toEqual([]);
    expect(log.named('task.ignored')).toMatchObject([
      { level, fields: { event: event.kind, reason, taskId: task.id } },
    ]);
  },
);

test('a repeated event creates its notice once', async () => {
  const { changeTask, ref, tasks } = await holding(aTask({ status: 'dialing' }));
  await changeTask(ref, ended);
  const before = tasks.all();
  expect(await changeTask(ref, ended)).toMatchObject({ kind: 'ignore' });
  expect(tasks.all()).toEqual(before);
});

test('a missing task is NotFound', async () => {
  const { changeTask, ref } = await holding(aTask({ status: 'ready' }));
  await expect(changeTask({ ...ref, taskId: aTaskId(7) }, claim)).rejects.toThrow(NotFound);
});

test('a task without its engagement does not change', async () => {
  const gone = { engagementId: aVoiceEngagement({ id: 'gone' }).id };
  const { changeTask, ref, stored } = await holding(aTask({ status: 'ready', ...gone }));
  await expect(changeTask(ref, claim)).rejects.toThrow(NotFound);
  expect(await stored()).toMatchObject({ status: 'ready' });
});

test('a stale version is read and decided again', async () => {
  const { changeTask, ref, version } = await holding(aTask({ status: 'ready' }));
  await changeTask(ref, claim);
  const late = await changeTask(ref, claim, version);
  expect(late).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
});

test('one of two concurrent claims gets the task', async () => {
  const { changeTask, ref, version, stored } = await holding(aTask({ status: 'ready' }));
  const ada = { ...claim, representativeId: representativeIdSchema.parse('ada') };
  const decisions = await Promise.all([
    changeTask(ref, claim, version),
    changeTask(ref, ada, version),
  ]);
  expect(decisions.map(({ kind }) => kind)).toEqual(['apply', 'ignore']);
  expect(await stored()).toMatchObject({ representativeId: 'grace', deliveries: 1 });
});

test('six conflicts are a ConcurrencyConflict, and no message is sent', async () => {
  const race = raceBefore('tasks', 'commit');
  const engine = await holding(aTask({ status: 'dialing' }), race);
  race.with(async () => {
    const task = await engine.tasks.find(engine.ref);
    await engine.tasks.commit({ task: task!, next: task!.value, deliveries: [], delta: {} });
  }, Infinity);
  await expect(engine.changeTask(engine.ref, ended)).rejects.toThrow(ConcurrencyConflict);
  expect(engine.messageBus.sent).toEqual([]);
  expect(engine.log.named('task.closed')).toEqual([]);
  expect(await engine.stored()).toMatchObject({ status: 'dialing' });
});

test('a crash before the write changes nothing, and the repeated event applies', async () => {
  const engine = await holding(
    aTask({ status: 'dialing' }),
    crashOnce(at('before', 'tasks', 'commit')),
  );
  const before = engine.tasks.all();
  await expect(engine.changeTask(engine.ref, ended)).rejects.toThrow(Crashed);
  expect(engine.tasks.all()).toEqual(before);
  expect(await engine.changeTask(engine.ref, ended)).toMatchObject({ kind: 'apply' });
});

test('after a crash between the write and the message, the deadline wakes the task', async () => {
  const engine = await holding(
    aTask({ status: 'dialing' }),
    crashOnce(at('before', 'messageBus', 'wake')),
  );
  await expect(engine.changeTask(engine.ref, ended)).rejects.toThrow(Crashed);
  expect(engine.messageBus.sent).toEqual([]);
  await engine.timeline.runTo(later(noon, HOUR));
  await engine.sweep();
  expect(await engine.stored()).toMatchObject({ status: 'ready', attempt: 2 });
});

test('after a crash between the write and the SMS message, the deadline schedules the SMS again', async () => {
  const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
  const engine = await holding(aTask({ status: 'dialing' }), {
    engagement,
    ...crashOnce(at('before', 'messageBus', 'sendSms')),
  });
  await expect(engine.changeTask(engine.ref, ended)).rejects.toThrow(Crashed);
  await engine.timeline.runTo(later(noon, 2 * MINUTE));
  await engine.sweep();
  expect(engine.messageBus.sent).toMatchObject([{ queue: 'sms', at: later(noon, 2 * MINUTE) }]);
});
