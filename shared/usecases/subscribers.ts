// Who is told of outcomes, asked at every one of them and so kept for a moment.
import type { Subscription } from '../domain/notice/subscription.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import type { ClockAndIds } from '../ports/system.ts';
import { ttlCache } from './remember.ts';

export interface SubscriptionCache {
  all(): Promise<readonly Subscription[]>;
  /** Whoever has just changed them asks anew. */
  forget(): void;
}

export function createSubscriptionCache(deps: {
  subscriptions: Subscriptions;
  system: ClockAndIds;
}): SubscriptionCache {
  const kept = ttlCache<readonly Subscription[]>(deps.system);
  return {
    all: async () => (await kept('all', () => deps.subscriptions.list())) ?? [],
    forget: kept.forget,
  };
}
