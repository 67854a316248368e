import { describe, expect, test } from 'vitest';
import {
  maxSubscriptions,
  type SubscriptionInput,
} from '../../../../shared/domain/webhooks/subscription.ts';
import { InvalidInput, NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aSubscription } from '../../../support/builders/notice.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const input: SubscriptionInput = {
  engagementId: null,
  events: ['DeliveryTaskClosed'],
  callbackUrl: 'https://flows.example/hook?sig=secret',
};

test('a new subscription is shown without its secret until it is removed', async () => {
  const {
    addSubscription,
    getSubscription,
    listSubscriptions,
    removeSubscription,
    subscriptions,
    start,
  } = await createSeededEngine();
  const { subscription, created } = await addSubscription(input, null);
  expect(created).toBe(true);
  expect(subscription).toMatchObject({ callbackUrl: 'https://flows.example/hook?…' });
  expect(await getSubscription(subscription.id)).toEqual(subscription);
  expect(await listSubscriptions()).toEqual([subscription]);
  const { id } = subscription;
  expect(await subscriptions.find(id)).toEqual({ ...input, id, createdAt: start });
  await removeSubscription(id);
  expect(await listSubscriptions()).toEqual([]);
  await expect(getSubscription(id)).rejects.toThrow(NotFound);
  await expect(removeSubscription(id)).rejects.toThrow(NotFound);
});

describe('adding a subscription', () => {
  test('a repeated request with the same Idempotency-Key returns the first subscription', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    const first = await addSubscription(input, 'flow-1');
    const repeated = await addSubscription(input, 'flow-1');
    expect(repeated).toEqual({ subscription: first.subscription, created: false });
    expect(await listSubscriptions()).toHaveLength(1);
  });
  test('an Idempotency-Key with another body is refused and changes nothing', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    const { subscription } = await addSubscription(input, 'flow-1');
    const other = { ...input, callbackUrl: 'https://flows.example/other' };
    const refusal = addSubscription(other, 'flow-1');
    await expect(refusal).rejects.toMatchObject({ reason: 'keyReused' });
    expect(await listSubscriptions()).toEqual([subscription]);
  });
  test('without an Idempotency-Key every request adds a subscription', async () => {
    const { addSubscription, listSubscriptions } = await createSeededEngine();
    await addSubscription(input, null);
    await addSubscription(input, null);
    expect(await listSubscriptions()).toHaveLength(2);
  });
});

test('invalid input throws InvalidInput with all issues and adds nothing', async () => {
  const { addSubscription, listSubscriptions } = await createSeededEngine();
  const invalidInput = {
    ...input,
    engagementId: aVoiceEngagement({ id: 'nowhere' }).id,
    callbackUrl: 'http://flows.example/hook',
  };
  const error = await addSubscription(invalidInput, null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInput);
  expect(error).toMatchObject({
    issues: [
      { path: 'callbackUrl', message: 'must be an https address' },
      { path: 'engagementId', value: 'nowhere', message: "There is no engagement 'nowhere'." },
    ],
  });
  expect(await listSubscriptions()).toEqual([]);
});

test('adding a subscription above the maximum number throws NotAllowed', async () => {
  const { addSubscription, subscriptions } = await createSeededEngine();
  for (let n = 0; n < maxSubscriptions; n += 1) {
    await subscriptions.create(aSubscription({ id: n.toString(16).padStart(32, 'a') }));
  }
  await expect(addSubscription(input, null)).rejects.toThrow(NotAllowed);
});
