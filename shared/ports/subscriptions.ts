import type { Subscription, SubscriptionId } from '../domain/webhooks/subscription.ts';

/** Who is told of outcomes. */
export interface Subscriptions {
  find(id: SubscriptionId): Promise<Subscription | undefined>;
  list(): Promise<Subscription[]>;
  /** Throws ConcurrencyConflict when there is one of that id. */
  create(subscription: Subscription): Promise<void>;
  /** Whether it was there. */
  remove(id: SubscriptionId): Promise<boolean>;
}
