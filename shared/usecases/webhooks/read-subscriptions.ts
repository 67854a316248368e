import {
  type Subscription,
  type SubscriptionId,
  withoutSecret,
} from '../../domain/webhooks/subscription.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** Throws NotFound. */
export type GetSubscription = (id: SubscriptionId) => Promise<Subscription>;

export function createGetSubscription({
  subscriptions,
}: Pick<Ports, 'subscriptions'>): GetSubscription {
  return async (id) => {
    const stored = await subscriptions.find(id);
    if (stored === undefined) throw new NotFound('subscription', id);
    return withoutSecret(stored);
  };
}

export type ListSubscriptions = () => Promise<Subscription[]>;

export function createListSubscriptions({
  subscriptions,
}: Pick<Ports, 'subscriptions'>): ListSubscriptions {
  return async () => (await subscriptions.list()).map(withoutSecret);
}
