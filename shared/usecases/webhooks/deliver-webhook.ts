// Posts a notice to its pending subscribers. The attempt is saved first, so one of two concurrent messages posts.
// After a crash the sweep orders the next attempt.
import type { ContactId } from '../../domain/values/ids.ts';
import {
  type WebhookAnswer,
  isDue,
  isPendingFor,
  type Notice,
  type NoticeRef,
  finishPost,
  startPost,
} from '../../domain/webhooks/notice.ts';
import {
  contactsOf,
  toWebhookEvent,
  type WebhookEvent,
} from '../../domain/webhooks/outcome-event.ts';
import type { SubscriptionId } from '../../domain/webhooks/subscription.ts';
import { ConcurrencyConflict, isKnown } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import type { SubscriptionCache } from './subscription-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

const atOnce = 10;

export interface DeliverWebhookDeps extends Pick<
  Ports,
  'outbox' | 'subscriptions' | 'contacts' | 'webhookSender' | 'clock' | 'log'
> {
  subscriptionCache: SubscriptionCache;
}

export function createDeliverWebhook(deps: DeliverWebhookDeps) {
  const { outbox, subscriptions, subscriptionCache, contacts, webhookSender, clock, log } = deps;

  return async (ref: NoticeRef): Promise<void> => {
    const notice = await begun(ref);
    if (notice === undefined) return;
    const event = await withIdentifiers(notice.value);
    const answers = await mapConcurrently(atOnce, notice.value.pending, async (id) => {
      return [id, await attempt(notice.value, id, event)] as const;
    });
    const { next, givenUp } = finishPost(notice.value, new Map(answers));
    for (const subscriptionId of givenUp) {
      log.error('notice.givenUp', { noticeId: ref.noticeId, subscriptionId });
    }
    await unlessLost<unknown>(() =>
      next === null ? outbox.remove(notice) : outbox.save({ ...notice, value: next }),
    );
  };

  /** The notice with the saved attempt; undefined if it is not due or another message came first. */
  async function begun(ref: NoticeRef): Promise<Versioned<Notice> | undefined> {
    const found = await outbox.find(ref);
    const now = clock.now();
    if (found === undefined || !isDue(found.value, now)) return undefined;
    const value = startPost(found.value, now);
    const etag = await unlessLost(() => outbox.save({ ...found, value }));
    return etag === undefined ? undefined : { value, etag };
  }

  async function withIdentifiers({ event }: Notice): Promise<WebhookEvent> {
    const found = await Promise.all(
      contactsOf(event).map(async (id): Promise<[ContactId, string | null]> => {
        const contact = await contacts.find(id).catch(ignoreCorruptRecord);
        return [id, contact?.value.person.identifiedBy.value ?? null];
      }),
    );
    const identifiers = new Map(found);
    return toWebhookEvent(event, (id) => identifiers.get(id) ?? null);
  }

  /** A failing post does not stop the others, and every attempt counts. */
  async function attempt(
    notice: Notice,
    id: SubscriptionId,
    event: WebhookEvent,
  ): Promise<WebhookAnswer> {
    try {
      return await post(notice, id, event);
    } catch (error) {
      if (!isKnown(error)) throw error;
      const { kind: because } = error;
      log.warn('notice.refused', { noticeId: notice.id, subscriptionId: id, because });
      return 'refused';
    }
  }

  async function post(
    notice: Notice,
    subscriptionId: SubscriptionId,
    event: WebhookEvent,
  ): Promise<WebhookAnswer> {
    const about = { noticeId: notice.id, subscriptionId };
    const subscription = await subscriptions.find(subscriptionId).catch(ignoreCorruptRecord);
    if (subscription === undefined || !isPendingFor(notice, subscription)) return 'gone';
    const { answer, because } = await webhookSender.post(subscription.callbackUrl, event);
    if (answer === 'taken') log.info('notice.taken', about);
    if (answer === 'refused') log.warn('notice.refused', { ...about, because });
    if (answer === 'gone') {
      await subscriptions.remove(subscriptionId);
      subscriptionCache.forget();
      log.warn('subscription.ended', { subscriptionId, because });
    }
    return answer;
  }
}

/** Undefined if a concurrent write came first. */
async function unlessLost<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConcurrencyConflict) return undefined;
    throw error;
  }
}
