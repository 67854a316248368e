import { describe, expect, test } from 'vitest';
import {
  maxSubscriptions,
  type SubscriptionInput,
} from '../../../../shared/domain/webhooks/subscription.ts';
import { InvalidInput, NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aSubscription } from '../../../support/builders/notice.ts';
import { aStage } from '../../../support/builders/seeded-engine.ts';

const wanted: SubscriptionInput = {
  engagementId: null,
  events: ['DeliveryTaskClosed'],
  callbackUrl: 'https://flows.example/hook?sig=secret',
};

test('a subscription is made, shown without its secret, and ended', async () => {
  const { manageSubscriptions: subscribe, subscriptions, start } = await aStage();
  const { subscription, created } = await subscribe.create(wanted, null);
  expect(created).toBe(true);
  expect(subscription).toMatchObject({ callbackUrl: 'https://flows.example/hook?…' });
  expect(await subscribe.get(subscription.id)).toEqual(subscription);
  expect(await subscribe.list()).toEqual([subscription]);
  const { id } = subscription;
  expect(await subscriptions.find(id)).toEqual({ ...wanted, id, createdAt: start });
  await subscribe.remove(id);
  expect(await subscribe.list()).toEqual([]);
  await expect(subscribe.get(id)).rejects.toThrow(NotFound);
  await expect(subscribe.remove(id)).rejects.toThrow(NotFound);
});

describe('an Idempotency-Key', () => {
  test('makes of a repeat the subscription that was made', async () => {
    const { manageSubscriptions: subscribe } = await aStage();
    const first = await subscribe.create(wanted, 'flow-1');
    const again = await subscribe.create(wanted, 'flow-1');
    expect(again).toEqual({ subscription: first.subscription, created: false });
    expect(await subscribe.list()).toHaveLength(1);
  });
  test('with another wish is a conflict, and nothing changes', async () => {
    const { manageSubscriptions: subscribe } = await aStage();
    const { subscription } = await subscribe.create(wanted, 'flow-1');
    const other = { ...wanted, callbackUrl: 'https://flows.example/other' };
    const refused = subscribe.create(other, 'flow-1');
    await expect(refused).rejects.toMatchObject({ reason: 'keyReused' });
    expect(await subscribe.list()).toEqual([subscription]);
  });
  test('left out, every request is another subscription', async () => {
    const { manageSubscriptions: subscribe } = await aStage();
    await subscribe.create(wanted, null);
    await subscribe.create(wanted, null);
    expect(await subscribe.list()).toHaveLength(2);
  });
});

test('every fault is told at once, and nothing is made', async () => {
  const { manageSubscriptions: subscribe } = await aStage();
  const bad = {
    ...wanted,
    engagementId: aVoiceEngagement({ id: 'nowhere' }).id,
    callbackUrl: 'http://flows.example/hook',
  };
  const error = await subscribe.create(bad, null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInput);
  expect(error).toMatchObject({
    issues: [
      { path: 'callbackUrl', message: 'must be an https address' },
      { path: 'engagementId', value: 'nowhere', message: "There is no engagement 'nowhere'." },
    ],
  });
  expect(await subscribe.list()).toEqual([]);
});

test('there is an end to how many there may be', async () => {
  const { manageSubscriptions: subscribe, subscriptions } = await aStage();
  for (let n = 0; n < maxSubscriptions; n += 1) {
    await subscriptions.create(aSubscription({ id: n.toString(16).padStart(32, 'a') }));
  }
  await expect(subscribe.create(wanted, null)).rejects.toThrow(NotAllowed);
});
