import { describe, expect, test } from 'vitest';
import { createConfigurationStore } from '../../shared/adapters/cosmos/configuration-store.ts';
import { createSubscriptionsStore } from '../../shared/adapters/cosmos/subscriptions-store.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { Subscriptions } from '../../shared/ports/subscriptions.ts';
import { aSubscription } from '../support/builders/notice.ts';
import { memorySubscriptions } from '../support/fakes/memory/subscriptions.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Subscriptions][] = [
  ['in memory', memorySubscriptions],
  ['in Cosmos DB', () => createSubscriptionsStore(cosmos().settings, createRecordingLog())],
];
let made = 0;
const fresh = () => aSubscription({ id: (++made).toString(16).padStart(32, '0') });

describe.each(stores)('subscriptions %s', (_name, open) => {
  test('a subscription is found and listed as created', async () => {
    const store = open();
    const subscription = fresh();
    await store.create(subscription);
    expect(await store.find(subscription.id)).toEqual(subscription);
    expect(await store.list()).toContainEqual(subscription);
    expect(await store.find(fresh().id)).toBeUndefined();
  });

  test('an existing subscription is not replaced', async () => {
    const store = open();
    const subscription = fresh();
    await store.create(subscription);
    await expect(store.create(subscription)).rejects.toThrow(ConcurrencyConflict);
  });

  test('a removed subscription is gone, and the result says whether it existed', async () => {
    const store = open();
    const subscription = fresh();
    await store.create(subscription);
    expect(await store.remove(subscription.id)).toBe(true);
    expect(await store.remove(subscription.id)).toBe(false);
    expect(await store.list()).not.toContainEqual(subscription);
  });
});

test('subscriptions are not configuration documents', async () => {
  await createSubscriptionsStore(cosmos().settings, createRecordingLog()).create(fresh());
  const log = createRecordingLog();
  const settings = createConfigurationStore(cosmos().settings, log);
  expect(await settings.list('engagement')).toEqual([]);
  expect(log.lines).toEqual([]);
});
