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
const hookUrl = 'https://flows.example/hook?sig=secret';
const otherUrl = 'https://journeys.example/hook';
const hookInput: SubscriptionInput = {
  engagementId,
  events: ['DeliveryEnded', 'DeliveryTaskClosed'],
  callbackUrl: hookUrl,
};
const adaFile = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'];

/** The engine calls Ada, Grace talks with her, and the call ends. It crashes once at the crash point. */
async function callAda(
  inputs: readonly SubscriptionInput[] = [hookInput],
  crashPoint?: CrashPoint,
): Promise<TestEngine> {
  const engine = await signInGrace(
    await createSeededEngine(crashPoint === undefined ? {} : crashOnce(crashPoint)),
  );
  for (const input of inputs) await engine.addSubscription(input, null);
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * SECOND));
  await dropContactFile(engine, adaFile);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
  expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed', outcome: 'reached' }]);
  return engine;
}
const receivedTypes = ({ webhookSender }: TestEngine, url = hookUrl) =>
  webhookSender.received.flatMap(({ callbackUrl, event }) =>
    callbackUrl === url ? event.type : [],
  );

test('a subscriber receives DeliveryEnded for the call and DeliveryTaskClosed for the task', async () => {
  const engine = await callAda();
  const [ended, closed] = engine.webhookSender.received.map(({ event }) => event);
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
  expect(engine.webhookSender.received).toHaveLength(2);
  expect(engine.outbox.all()).toEqual([]);
});

test('DeliveryEnded follows the wrap-up and contains the recorded disposition codes', async () => {
  const { addSubscription, webhookSender, hangUp, record, complete, pass } = await aMeeting();
  await addSubscription(hookInput, null);
  await pass(2 * SECOND);
  await hangUp();
  expect(webhookSender.received).toEqual([]);
  await record('renewed');
  await complete();
  await pass(2 * SECOND);
  expect(webhookSender.received.map(({ event }) => event)).toMatchObject([
    { type: 'DeliveryEnded', result: 'LiveAnswer', dispositionCodes: ['renewed'] },
    { type: 'DeliveryTaskClosed', outcome: 'reached' },
  ]);
});

test('without a subscription the engine queues and posts no notice', async () => {
  const engine = await callAda([]);
  expect(engine.webhookSender.received).toEqual([]);
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'notices')).toEqual([]);
});

test('a subscriber receives only its own event types and engagement', async () => {
  const closedOnly: SubscriptionInput = {
    ...hookInput,
    events: ['DeliveryTaskClosed'],
    callbackUrl: otherUrl,
  };
  const autumn = aVoiceEngagement({ id: 'autumn-renewals' });
  const ofAutumn = { ...hookInput, engagementId: autumn.id, callbackUrl: 'https://a.example' };
  const engine = await createSeededEngine();
  await engine.documents.put('engagement', autumn, null);
  for (const input of [hookInput, closedOnly, ofAutumn]) await engine.addSubscription(input, null);
  await signInGrace(engine);
  await dropContactFile(engine, adaFile);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
  expect(receivedTypes(engine)).toHaveLength(2);
  expect(receivedTypes(engine, otherUrl)).toEqual(['DeliveryTaskClosed']);
  expect(receivedTypes(engine, 'https://a.example')).toEqual([]);
});

describe('posting to a receiver', () => {
  test('a refused post is retried, an accepted post is not', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hookUrl, 'refused');
    for (const input of [hookInput, { ...hookInput, callbackUrl: otherUrl }]) {
      await engine.addSubscription(input, null);
    }
    await signInGrace(engine);
    await dropContactFile(engine, adaFile);
    engine.startTimers();
    await engine.timeline.runTo(later(engine.timeline.now(), 6 * MINUTE));
    expect(receivedTypes(engine, otherUrl)).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
    expect(receivedTypes(engine).length).toBeGreaterThan(2);
    engine.webhookSender.answer(hookUrl, 'accepted');
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    expect(engine.outbox.all()).toEqual([]);
    expect(engine.log.named('notice.refused').length).toBeGreaterThan(0);
  });

  test('a notice that is always refused is given up after fifteen hours with an error log', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hookUrl, 'refused');
    await engine.addSubscription({ ...hookInput, events: ['DeliveryTaskClosed'] }, null);
    await signInGrace(engine);
    await dropContactFile(engine, adaFile);
    engine.startTimers(MINUTE);
    await engine.timeline.runTo(later(engine.timeline.now(), 17 * HOUR));
    expect(receivedTypes(engine)).toHaveLength(10);
    expect(engine.outbox.all()).toEqual([]);
    expect(engine.log.named('notice.givenUp')).toMatchObject([{ level: 'error' }]);
  });

  test('after the answer gone the subscription is removed and receives no more events', async () => {
    const engine = await createSeededEngine();
    engine.webhookSender.answer(hookUrl, 'gone');
    await engine.addSubscription(hookInput, null);
    await signInGrace(engine);
    await dropContactFile(engine, adaFile);
    engine.startTimers();
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    const before = receivedTypes(engine).length;
    expect(await engine.listSubscriptions()).toEqual([]);
    expect(engine.log.named('subscription.ended').length).toBeGreaterThan(0);
    await dropContactFile(
      engine,
      ['UniqueIdentifier,MobilePhoneNumber', 'bo,+12062300002'],
      'april.csv',
    );
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * MINUTE));
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed' }, { status: 'closed' }]);
    expect(receivedTypes(engine)).toHaveLength(before);
  });
});

test('a removed subscription does not receive its pending notices', async () => {
  const engine = await createSeededEngine();
  engine.webhookSender.answer(hookUrl, 'refused');
  const { subscription } = await engine.addSubscription(hookInput, null);
  await signInGrace(engine);
  await dropContactFile(engine, adaFile);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  const before = receivedTypes(engine).length;
  await engine.removeSubscription(subscription.id);
  await engine.timeline.runTo(later(engine.timeline.now(), HOUR));
  expect(receivedTypes(engine)).toHaveLength(before);
  expect(engine.outbox.all()).toEqual([]);
});

const crashPoints: [string, CrashPoint][] = [
  ['before the notice is queued', at('before', 'messageBus', 'notify')],
  ['before the attempt is saved', at('before', 'outbox', 'save')],
  ['after the attempt is saved and before the post', at('before', 'webhookSender', 'post')],
  ['after the post and before the notice is removed', at('before', 'outbox', 'remove')],
];
test.each(crashPoints)(
  'after a crash %s, the subscriber still receives both events',
  async (_name, crashPoint) => {
    const engine = await callAda([hookInput], crashPoint);
    expect(new Set(receivedTypes(engine))).toEqual(
      new Set(['DeliveryEnded', 'DeliveryTaskClosed']),
    );
    expect(engine.outbox.all()).toEqual([]);
  },
);

test('with a corrupt contact document the event is posted with a null identifier', async () => {
  const engine = await callAda();
  const events = engine.webhookSender.received.map(({ event }) => event);
  const find = () => Promise.reject(new CorruptRecord('broken'));
  const deliverWebhook = createDeliverWebhook({
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
  await deliverWebhook(noticeRefOf(notices[0]!));
  expect(engine.webhookSender.received).toHaveLength(events.length + 1);
  expect(engine.webhookSender.received.at(-1)?.event).toMatchObject({ uniqueIdentifiers: [null] });
});

test('a corrupt subscription is skipped and other subscribers receive the event', async () => {
  const engine = await createSeededEngine();
  const { subscription: broken } = await engine.addSubscription(hookInput, null);
  await engine.addSubscription({ ...hookInput, callbackUrl: otherUrl }, null);
  const find = (id: typeof broken.id) =>
    id === broken.id ? Promise.reject(new CorruptRecord('broken')) : engine.subscriptions.find(id);
  const subscriptions = { ...engine.subscriptions, find };
  const deliverWebhook = createDeliverWebhook({
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
  await deliverWebhook(noticeRefOf(notice!));
  expect(receivedTypes(engine, otherUrl)).toEqual(['DeliveryTaskClosed']);
  expect(engine.outbox.all()).toEqual([]);
});

test('a failed removal of a gone subscription leaves it pending; other subscribers receive the event', async () => {
  const engine = await callAda([]);
  await engine.addSubscription(hookInput, null);
  await engine.addSubscription({ ...hookInput, callbackUrl: otherUrl }, null);
  engine.webhookSender.answer(hookUrl, 'gone');
  const remove = () => Promise.reject(new Transient('busy'));
  const subscriptions = { ...engine.subscriptions, remove };
  const deliverWebhook = createDeliverWebhook({
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
  await deliverWebhook(noticeRefOf(notices[0]!));
  expect(receivedTypes(engine, otherUrl)).toEqual(['DeliveryTaskClosed']);
  expect(engine.outbox.all()).toMatchObject([{ posts: 1, pending: { length: 1 } }]);
});

test('a subscription added again under the same key does not receive notices of the removed one', async () => {
  const engine = await createSeededEngine();
  engine.webhookSender.answer(hookUrl, 'refused');
  const { subscription } = await engine.addSubscription(hookInput, 'flow-1');
  await signInGrace(engine);
  await dropContactFile(engine, adaFile);
  engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  await engine.removeSubscription(subscription.id);
  await engine.addSubscription({ ...hookInput, callbackUrl: otherUrl }, 'flow-1');
  await engine.timeline.runTo(later(engine.timeline.now(), HOUR));
  expect(receivedTypes(engine, otherUrl)).toEqual([]);
  expect(engine.outbox.all()).toEqual([]);
});

test('two concurrent messages for a notice cause one post', async () => {
  const engine = await createSeededEngine();
  await engine.addSubscription({ ...hookInput, events: ['DeliveryTaskClosed'] }, null);
  engine.webhookSender.answer(hookUrl, 'refused');
  await signInGrace(engine);
  await dropContactFile(engine, adaFile);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 4 * MINUTE));
  stop();
  const [notice] = engine.outbox.all();
  await engine.timeline.runTo(later(notice!.postAt, SECOND));
  const before = receivedTypes(engine).length;
  const ref = { engagementId, shard: notice!.shard, noticeId: notice!.id };
  await Promise.all([engine.deliverWebhook(ref), engine.deliverWebhook(ref)]);
  expect(receivedTypes(engine)).toHaveLength(before + 1);
});
