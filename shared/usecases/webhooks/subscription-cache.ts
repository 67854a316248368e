// Who is told of outcomes, asked at every one of them and so kept for a moment.
import type { Subscription } from '../../domain/webhooks/subscription.ts';
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface SubscriptionCache {
  all(): Promise<readonly Subscription[]>;
  /** Whoever has just changed them asks anew. */
  forget(): void;
}

export function createSubscriptionCache(
  deps: Pick<Ports, 'subscriptions' | 'clock'>,
): SubscriptionCache {
  const kept = ttlCache<readonly Subscription[]>(deps.clock);
  return {
    all: async () => (await kept('all', () => deps.subscriptions.list())) ?? [],
    forget: kept.forget,
  };
}
