// The subscriptions, read for every outcome and therefore cached for a moment.
import type { Subscription } from '../../domain/webhooks/subscription.ts';
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface SubscriptionCache {
  all(): Promise<readonly Subscription[]>;
  /** Drops the cache after a change. */
  forget(): void;
}

export function createSubscriptionCache(
  deps: Pick<Ports, 'subscriptions' | 'clock'>,
): SubscriptionCache {
  const cache = ttlCache<readonly Subscription[]>(deps.clock);
  return {
    all: async () => (await cache('all', () => deps.subscriptions.list())) ?? [],
    forget: cache.forget,
  };
}
