import type { SubscriptionId } from '../../domain/webhooks/subscription.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SubscriptionCache } from './subscription-cache.ts';

/** Throws NotFound. */
export type RemoveSubscription = (id: SubscriptionId) => Promise<void>;

export function createRemoveSubscription(
  deps: Pick<Ports, 'subscriptions' | 'log'> & { subscriptionCache: SubscriptionCache },
): RemoveSubscription {
  return async (id) => {
    if (!(await deps.subscriptions.remove(id))) throw new NotFound('subscription', id);
    deps.subscriptionCache.forget();
    deps.log.info('subscription.ended', { subscriptionId: id, because: 'asked' });
  };
}
