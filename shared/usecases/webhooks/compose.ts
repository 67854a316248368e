import type { Ports } from '../../ports/ports.ts';
import { createAddSubscription } from './add-subscription.ts';
import { createBuildNotices } from './build-notices.ts';
import { createDeliverWebhook } from './deliver-webhook.ts';
import { createGetSubscription, createListSubscriptions } from './read-subscriptions.ts';
import { createRemoveSubscription } from './remove-subscription.ts';
import { createSubscriptionCache } from './subscription-cache.ts';

export function composeWebhooks(ports: Ports, publicUrl: string) {
  const subscriptionCache = createSubscriptionCache(ports);
  const deps = { ...ports, subscriptionCache };
  return {
    subscriptionCache,
    buildNotices: createBuildNotices(deps),
    deliverWebhook: createDeliverWebhook(deps),
    addSubscription: createAddSubscription({ ...deps, publicUrl }),
    getSubscription: createGetSubscription(ports),
    listSubscriptions: createListSubscriptions(ports),
    removeSubscription: createRemoveSubscription(deps),
  };
}
