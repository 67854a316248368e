import {
  callbackIssue,
  maxSubscriptions,
  type Subscription,
  subscriptionIdOf,
  type SubscriptionInput,
  withoutSecret,
} from '../../domain/webhooks/subscription.ts';
import { ConcurrencyConflict, InvalidInput, type Issue, NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SubscriptionCache } from './subscription-cache.ts';

/**
 * Adds a subscription. The same key with the same input returns the existing one. Throws InvalidInput with every issue, and
 * NotAllowed: `keyReused` for a key with another input, `tooMany` at the limit.
 */
export type AddSubscription = (
  input: SubscriptionInput,
  key: string | null,
) => Promise<{ subscription: Subscription; created: boolean }>;

export interface AddSubscriptionDeps extends Pick<
  Ports,
  'subscriptions' | 'configuration' | 'clock' | 'ids' | 'log'
> {
  subscriptionCache: SubscriptionCache;
  /** The base address of this app. */
  publicUrl: string;
}

export function createAddSubscription(deps: AddSubscriptionDeps): AddSubscription {
  const { subscriptions, subscriptionCache, configuration, clock, ids, log, publicUrl } = deps;

  return async (input, key) => {
    const issues = await issuesOf(input);
    if (issues.length > 0) throw new InvalidInput('The subscription is not valid.', issues);
    const id = subscriptionIdOf(ids.digest, key ?? ids.secret());
    const existing = await subscriptions.find(id);
    if (existing !== undefined) return { subscription: reuse(existing, input), created: false };
    if ((await subscriptions.list()).length >= maxSubscriptions) {
      throw new NotAllowed('tooMany', `There are ${maxSubscriptions} subscriptions already.`);
    }
    const subscription: Subscription = { ...input, id, createdAt: clock.now() };
    try {
      await subscriptions.create(subscription);
    } catch (error) {
      // A concurrent request with the same key came first.
      const winner =
        error instanceof ConcurrencyConflict ? await subscriptions.find(id) : undefined;
      if (winner === undefined) throw error;
      return { subscription: reuse(winner, input), created: false };
    }
    subscriptionCache.forget();
    log.info('subscription.made', { subscriptionId: id });
    return { subscription: withoutSecret(subscription), created: true };
  };

  async function issuesOf({ engagementId, callbackUrl }: SubscriptionInput): Promise<Issue[]> {
    const issues: Issue[] = [];
    const issue = callbackIssue(callbackUrl, publicUrl);
    if (issue !== null) issues.push({ path: 'callbackUrl', message: issue });
    const isUnknown =
      engagementId !== null && (await configuration.find('engagement', engagementId)) === undefined;
    if (isUnknown) {
      const message = `There is no engagement '${engagementId}'.`;
      issues.push({ path: 'engagementId', value: engagementId, message });
    }
    return issues;
  }
}

function reuse(existing: Subscription, input: SubscriptionInput): Subscription {
  const { id, createdAt } = existing;
  const isSame = JSON.stringify(existing) === JSON.stringify({ ...input, id, createdAt });
  if (isSame) return withoutSecret(existing);
  throw new NotAllowed('keyReused', 'This Idempotency-Key belongs to another subscription.');
}
