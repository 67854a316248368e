// Subscriptions: made, shown without their secrets, and ended.
import {
  callbackIssue,
  maxSubscriptions,
  type Subscription,
  subscriptionIdOf,
  type SubscriptionId,
  type SubscriptionInput,
  withoutSecret,
} from '../../domain/webhooks/subscription.ts';
import {
  ConcurrencyConflict,
  InvalidInput,
  type Issue,
  NotAllowed,
  NotFound,
} from '../../errors.ts';
import type { SubscriptionCache } from './subscription-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ManageSubscriptionsDeps extends Pick<
  Ports,
  'subscriptions' | 'configuration' | 'clock' | 'ids' | 'log'
> {
  subscriptionCache: SubscriptionCache;
  /** Where this app is reached. */
  publicUrl: string;
}

export function createManageSubscriptions(deps: ManageSubscriptionsDeps) {
  const { subscriptions, subscriptionCache, configuration, clock, ids, log, publicUrl } = deps;

  async function faultsOf({ engagementId, callbackUrl }: SubscriptionInput): Promise<Issue[]> {
    const issues: Issue[] = [];
    const fault = callbackIssue(callbackUrl, publicUrl);
    if (fault !== null) issues.push({ path: 'callbackUrl', message: fault });
    if (
      engagementId !== null &&
      (await configuration.find('engagement', engagementId)) === undefined
    ) {
      const message = `There is no engagement '${engagementId}'.`;
      issues.push({ path: 'engagementId', value: engagementId, message });
    }
    return issues;
  }

  async function find(id: SubscriptionId): Promise<Subscription> {
    const found = await subscriptions.find(id);
    if (found === undefined) throw new NotFound('subscription', id);
    return found;
  }

  return {
    /**
     * Makes a subscription; the same key with the same wish is the one that was made. Throws InvalidInput with every fault,
     * NotAllowed for a key that was used for another wish (`keyReused`), or when there are too many (`tooMany`).
     */
    async create(
      wanted: SubscriptionInput,
      key: string | null,
    ): Promise<{ subscription: Subscription; created: boolean }> {
      const issues = await faultsOf(wanted);
      if (issues.length > 0) throw new InvalidInput('The subscription is not valid.', issues);
      const id = subscriptionIdOf(ids.digest, key ?? ids.secret());
      const known = await subscriptions.find(id);
      if (known !== undefined) return { subscription: again(known, wanted), created: false };
      if ((await subscriptions.list()).length >= maxSubscriptions) {
        throw new NotAllowed('tooMany', `There are ${maxSubscriptions} subscriptions already.`);
      }
      const subscription: Subscription = { ...wanted, id, createdAt: clock.now() };
      try {
        await subscriptions.create(subscription);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        // Two with one key at once: it is the other's.
        return { subscription: again(await find(id), wanted), created: false };
      }
      subscriptionCache.forget();
      log.info('subscription.made', { subscriptionId: id });
      return { subscription: withoutSecret(subscription), created: true };
    },

    get: async (id: SubscriptionId): Promise<Subscription> => withoutSecret(await find(id)),

    list: async (): Promise<Subscription[]> => (await subscriptions.list()).map(withoutSecret),

    async remove(id: SubscriptionId): Promise<void> {
      if (!(await subscriptions.remove(id))) throw new NotFound('subscription', id);
      subscriptionCache.forget();
      log.info('subscription.ended', { subscriptionId: id, because: 'asked' });
    },
  };
}

function again(known: Subscription, wanted: SubscriptionInput): Subscription {
  const { id, createdAt } = known;
  const same = JSON.stringify(known) === JSON.stringify({ ...wanted, id, createdAt });
  if (same) return withoutSecret(known);
  throw new NotAllowed('keyReused', 'This Idempotency-Key was used for another subscription.');
}
