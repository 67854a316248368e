import { describe, expect, test } from 'vitest';
import { noticeRefOf, buildNotices } from '../../../../shared/domain/webhooks/notice.ts';
import { outcomeEventsOf } from '../../../../shared/domain/webhooks/outcome-event.ts';
import type { SubscriptionInput } from '../../../../shared/domain/webhooks/subscription.ts';
import { refOf } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { CorruptRecord, Transient } from '../../../../shared/errors.ts';
import { createDeliverWebhook } from '../../../../shared/usecases/webhooks/deliver-webhook.ts';
import { createSubscriptionCache } from '../../../../shared/usecases/webhooks/subscription-cache.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTask } from '../../../support/builders/task.ts';
import { aMeeting } from '../../../support/conversation.ts';
import { at, type CrashPoint, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const { id: engagementId } = aVoiceEngagement();
const hook = 'https://flows.example/hook?sig=secret';
const other = 'https://journeys.example/hook';
const wanted: SubscriptionInput = {
  engagementId,
  events: ['DeliveryEnded', 'DeliveryTaskClosed'],
  callbackUrl: hook,
};
const ada = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'];

/** Ada is called, Grace talks with her, and the call ends: with the subscriptions, and a death on the way. */
async function called(
  list: readonly SubscriptionInput[] = [wanted],
  death?: CrashPoint,
): Promise<TestEngine> {
  const engine = await signInGrace(
    await createSeededEngine(death === undefined ? {} : crashOnce(death)),
  );
  for (const one of list) await engine.addSubscription(one, null);
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * SECOND));
  await dropContactFile(engine, ada);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  return engine;
}
const types = ({ webhookSender }: TestEngine, url = hook) =>
  webhookSender.told.flatMap(({ callbackUrl, event }) => (callbackUrl === url ? event.type : []));

test('who subscribed is told how each delivery ended, and how the task did', async () => {
  const engine = await called();
  const [ended, closed] = engine.webhookSender.told.map(({ event }) => event);
  const [delivery] = engine.tasks.all().deliveries;
  expect(ended).toMatchObject({
    type: 'DeliveryEnded',
    deliveryId: delivery?.id,
    result: 'LiveAnswer',
    uniqueIdentifier: 'ada',
    to: '+12062300001',
    representativeId: 'grace',
    journeyTrigger: 'attempted',
    engagementId,
  });
  expect(closed).toMatchObject({
    type: 'DeliveryTaskClosed',
    outcome: 'reached',
    uniqueIdentifiers: ['ada'],
    importId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
  });
  expect(engine.webhookSender.told).toHaveLength(2);
  expect(engine.outbox.all()).toEqual([]);
});

test('a conversation is told when the representative has wrapped it up, with what they recorded', async () => {
  const { addSubscription, webhookSender, hangUp, record, complete, pass } = await aMeeting();
  await addSubscription(wanted, null);
  await pass(2 * SECOND);
  await hangUp();
  expect(webhookSender.told).toEqual([]);
  await record('renewed');
  await complete();
  await pass(2 * SECOND);
  expect(webhookSender.told.map(({ event }) => event)).toMatchObject([
    { type: 'DeliveryEnded', result: 'LiveAnswer', dispositionCodes: ['renewed'] },
    { type: 'DeliveryTaskClosed', outcome: 'reached' },
  ]);
});

test('without a subscription nothing is written and nothing sent', async () => {
  const engine = await called([]);
  expect(engine.webhookSender.told).toEqual([]);
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'notices')).toEqual([]);
});

test('each is told what it asked for', async () => {
  const closes: SubscriptionInput = {
    ...wanted,
    events: ['DeliveryTaskClosed'],
    callbackUrl: other,
  };
  const autumn = aVoiceEngagement({ id: 'autumn-renewals' });
  const elsewhere = { ...wanted, engagementId: autumn.id, callbackUrl: 'https://a.example' };
  const engine = await createSeededEngine();
  await engine.saveConfiguration.putEngagement(autumn, null);
  for (const one of [wanted, closes, elsewhere]) await engine.addSubscription(one, null);
  await signInGrace(engine);
  await dropContactFile(engine, ada);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
  expect(types(engine)).toHaveLength(2);
  expect(types(engine, other)).toEqual(['DeliveryTaskClosed']);
  expect(types(engine, 'https://a.example')).toEqual([]);
});

describe('a receiver', () => {
  test('that refuses is told again, and those who took it are not', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hook, 'refused');
    for (const one of [wanted, { ...wanted, callbackUrl: other }]) {
      await engine.addSubscription(one, null);
    }
    await signInGrace(engine);
    await dropContactFile(engine, ada);
    engine.startTimers();
    await engine.timeline.runTo(later(engine.timeline.now(), 6 * MINUTE));
    expect(types(engine, other)).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
    expect(types(engine).length).toBeGreaterThan(2);
    engine.webhookSender.answer(hook, 'taken');
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    expect(engine.outbox.all()).toEqual([]);
    expect(engine.log.named('notice.refused').length).toBeGreaterThan(0);
  });

  test('that never takes it is given up after fifteen hours, and a person is told', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hook, 'refused');
    await engine.addSubscription({ ...wanted, events: ['DeliveryTaskClosed'] }, null);
    await signInGrace(engine);
    await dropContactFile(engine, ada);
    engine.startTimers(MINUTE);
    await engine.timeline.runTo(later(engine.timeline.now(), 17 * HOUR));
    expect(types(engine)).toHaveLength(10);
    expect(engine.outbox.all()).toEqual([]);
    expect(engine.log.named('notice.givenUp')).toMatchObject([{ level: 'error' }]);
  });

  test('that wants no more is never told again', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hook, 'gone');
    await engine.addSubscription(wanted, null);
    await signInGrace(engine);
    await dropContactFile(engine, ada);
    engine.startTimers();
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    const before = types(engine).length;
    expect(await engine.listSubscriptions()).toEqual([]);
    expect(engine.log.named('subscription.ended').length).toBeGreaterThan(0);
    await dropContactFile(
      engine,
      ['UniqueIdentifier,MobilePhoneNumber', 'bo,+12062300002'],
      'april.csv',
    );
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed' }, { status: 'closed' }]);
    expect(types(engine)).toHaveLength(before);
  });
});

test('a subscription that was ended meanwhile is not told what waits for it', async () => {
  const engine = await createSeededEngine();
  engine.webhookSender.answer(hook, 'refused');
  const { subscription } = await engine.addSubscription(wanted, null);
  await signInGrace(engine);
  await dropContactFile(engine, ada);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  const before = types(engine).length;
  await engine.removeSubscription(subscription.id);
  await engine.timeline.runTo(later(engine.timeline.now(), HOUR));
  expect(types(engine)).toHaveLength(before);
  expect(engine.outbox.all()).toEqual([]);
});

const deaths: [string, CrashPoint][] = [
  ['after the change and before its order', at('before', 'messageBus', 'notify')],
  ['before it is said that it is posted', at('before', 'outbox', 'save')],
  ['after that and before the post', at('before', 'webhookSender', 'post')],
  ['after the post and before the notice goes', at('before', 'outbox', 'remove')],
];
test.each(deaths)('dies %s: everybody is told all the same', async (_name, death) => {
  const engine = await called([wanted], death);
  expect(new Set(types(engine))).toEqual(new Set(['DeliveryEnded', 'DeliveryTaskClosed']));
  expect(engine.outbox.all()).toEqual([]);
});

test('a contact whose document is broken keeps nobody from being told', async () => {
  const engine = await called();
  const events = engine.webhookSender.told.map(({ event }) => event);
  const find = () => Promise.reject(new CorruptRecord('broken'));
  const telling = createDeliverWebhook({
    ...engine,
    contacts: { ...engine.contacts, find },
    subscriptionCache: createSubscriptionCache(engine),
  });
  const [subscription] = await engine.subscriptions.list();
  const [task] = engine.tasks.all().tasks;
  const version = (await engine.tasks.find(refOf(task!)))!;
  const now = engine.timeline.now();
  const notices = buildNotices(
    outcomeEventsOf(aTask({ status: 'connected' }), task!, []),
    task!.shard,
    [subscription!],
    now,
  );
  await engine.tasks.commit({ task: version, next: task!, deliveries: [], delta: {}, notices });
  await telling(noticeRefOf(notices[0]!));
  expect(engine.webhookSender.told).toHaveLength(events.length + 1);
  expect(engine.webhookSender.told.at(-1)?.event).toMatchObject({ uniqueIdentifiers: [null] });
});

test('a subscription that nobody can read takes nothing from the others, and is not told for ever', async () => {
  const engine = await createSeededEngine();
  const { subscription: broken } = await engine.addSubscription(wanted, null);
  await engine.addSubscription({ ...wanted, callbackUrl: other }, null);
  const find = (id: typeof broken.id) =>
    id === broken.id ? Promise.reject(new CorruptRecord('broken')) : engine.subscriptions.find(id);
  const subscriptions = { ...engine.subscriptions, find };
  const telling = createDeliverWebhook({
    ...engine,
    subscriptions,
    subscriptionCache: createSubscriptionCache(engine),
  });
  const before = aTask({ status: 'connected' });
  const closed = aTask({ status: 'closed', engagementId });
  await engine.tasks.create([{ task: closed, delta: {} }]);
  const version = (await engine.tasks.find(refOf(closed)))!;
  const all = await engine.subscriptions.list();
  const [notice] = buildNotices(outcomeEventsOf(before, closed, []), 0, all, engine.timeline.now());
  const change = { task: version, next: closed, deliveries: [], delta: {} };
  await engine.tasks.commit({ ...change, notices: [notice!] });
  await telling(noticeRefOf(notice!));
  expect(types(engine, other)).toEqual(['DeliveryTaskClosed']);
  expect(engine.outbox.all()).toEqual([]);
});

test('a subscription that cannot be ended now takes nothing from the others either', async () => {
  const engine = await called([]);
  await engine.addSubscription(wanted, null);
  await engine.addSubscription({ ...wanted, callbackUrl: other }, null);
  engine.webhookSender.answer(hook, 'gone');
  const remove = () => Promise.reject(new Transient('busy'));
  const subscriptions = { ...engine.subscriptions, remove };
  const telling = createDeliverWebhook({
    ...engine,
    subscriptions,
    subscriptionCache: createSubscriptionCache(engine),
  });
  const [task] = engine.tasks.all().tasks;
  const version = (await engine.tasks.find(refOf(task!)))!;
  const events = outcomeEventsOf(aTask({ status: 'connected' }), task!, []);
  const all = await engine.subscriptions.list();
  const notices = buildNotices(events, task!.shard, all, engine.timeline.now());
  await engine.tasks.commit({ task: version, next: task!, deliveries: [], delta: {}, notices });
  await telling(noticeRefOf(notices[0]!));
  expect(types(engine, other)).toEqual(['DeliveryTaskClosed']);
  expect(engine.outbox.all()).toMatchObject([{ posts: 1, pending: { length: 1 } }]);
});

test('one that is ended and made again under its key is not told what the first was owed', async () => {
  const engine = await createSeededEngine();
  engine.webhookSender.answer(hook, 'refused');
  const { subscription } = await engine.addSubscription(wanted, 'flow-1');
  await signInGrace(engine);
  await dropContactFile(engine, ada);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  await engine.removeSubscription(subscription.id);
  await engine.addSubscription({ ...wanted, callbackUrl: other }, 'flow-1');
  await engine.timeline.runTo(later(engine.timeline.now(), HOUR));
  expect(types(engine, other)).toEqual([]);
  expect(engine.outbox.all()).toEqual([]);
});

test('two orders at once are one post', async () => {
  const engine = await createSeededEngine();
  await engine.addSubscription({ ...wanted, events: ['DeliveryTaskClosed'] }, null);
  engine.webhookSender.answer(hook, 'refused');
  await signInGrace(engine);
  await dropContactFile(engine, ada);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  stop();
  const [notice] = engine.outbox.all();
  await engine.timeline.runTo(later(notice!.postAt, SECOND));
  const before = types(engine).length;
  const ref = { engagementId, shard: notice!.shard, noticeId: notice!.id };
  await Promise.all([engine.deliverWebhook(ref), engine.deliverWebhook(ref)]);
  expect(types(engine)).toHaveLength(before + 1);
});
