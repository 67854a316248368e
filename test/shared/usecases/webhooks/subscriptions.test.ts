import { describe, expect, test } from 'vitest';
import {
  maxSubscriptions,
  type SubscriptionInput,
} from '../../../../shared/domain/webhooks/subscription.ts';
import { InvalidInput, NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aSubscription } from '../../../support/builders/notice.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const wanted: SubscriptionInput = {
  engagementId: null,
  events: ['DeliveryTaskClosed'],
  callbackUrl: 'https://flows.example/hook?sig=secret',
};

test('a subscription is made, shown without its secret, and ended', async () => {
  const {
    addSubscription,
    getSubscription,
    listSubscriptions,
    removeSubscription,
    subscriptions,
    start,
  } = await createSeededEngine();
  const { subscription, created } = await addSubscription(wanted, null);
  expect(created).toBe(true);
  expect(subscription).toMatchObject({ callbackUrl: 'https://flows.example/hook?…' });
  expect(await getSubscription(subscription.id)).toEqual(subscription);
  expect(await listSubscriptions()).toEqual([subscription]);
  const { id } = subscription;
  expect(await subscriptions.find(id)).toEqual({ ...wanted, id, createdAt: start });
  await removeSubscription(id);
  expect(await listSubscriptions()).toEqual([]);
  await expect(getSubscription(id)).rejects.toThrow(NotFound);
  await expect(removeSubscription(id)).rejects.toThrow(NotFound);
});

describe('an Idempotency-Key', () => {
  test('makes of a repeat the subscription that was made', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    const first = await addSubscription(wanted, 'flow-1');
    const again = await addSubscription(wanted, 'flow-1');
    expect(again).toEqual({ subscription: first.subscription, created: false });
    expect(await listSubscriptions()).toHaveLength(1);
  });
  test('with another wish is a conflict, and nothing changes', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    const { subscription } = await addSubscription(wanted, 'flow-1');
    const other = { ...wanted, callbackUrl: 'https://flows.example/other' };
    const refused = addSubscription(other, 'flow-1');
    await expect(refused).rejects.toMatchObject({ reason: 'keyReused' });
    expect(await listSubscriptions()).toEqual([subscription]);
  });
  test('left out, every request is another subscription', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    await addSubscription(wanted, null);
    await addSubscription(wanted, null);
    expect(await listSubscriptions()).toHaveLength(2);
  });
});

test('every fault is told at once, and nothing is made', async () => {
  const { addSubscription, listSubscriptions } = await createSeededEngine();
  const bad = {
    ...wanted,
    engagementId: aVoiceEngagement({ id: 'nowhere' }).id,
    callbackUrl: 'http://flows.example/hook',
  };
  const error = await addSubscription(bad, null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInput);
  expect(error).toMatchObject({
    issues: [
      { path: 'callbackUrl', message: 'must be an https address' },
      { path: 'engagementId', value: 'nowhere', message: "There is no engagement 'nowhere'." },
    ],
  });
  expect(await listSubscriptions()).toEqual([]);
});

test('there is an end to how many there may be', async () => {
  const { addSubscription, subscriptions } = await createSeededEngine();
  for (let n = 0; n < maxSubscriptions; n += 1) {
    await subscriptions.create(aSubscription({ id: n.toString(16).padStart(32, 'a') }));
  }
  await expect(addSubscription(wanted, null)).rejects.toThrow(NotAllowed);
});
