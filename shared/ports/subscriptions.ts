import type { Subscription, SubscriptionId } from '../domain/webhooks/subscription.ts';

/** Webhook subscriptions. */
export interface Subscriptions {
  find(id: SubscriptionId): Promise<Subscription | undefined>;
  list(): Promise<Subscription[]>;
  /** Throws ConcurrencyConflict if the id exists. */
  create(subscription: Subscription): Promise<void>;
  /** Returns whether it existed. */
  remove(id: SubscriptionId): Promise<boolean>;
}
