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

const maxConcurrentPosts = 10;

export interface DeliverWebhookDeps extends Pick<
  Ports,
  'outbox' | 'subscriptions' | 'contacts' | 'webhookSender' | 'clock' | 'log'
> {
  subscriptionCache: SubscriptionCache;
}

export function createDeliverWebhook(deps: DeliverWebhookDeps) {
  const { outbox, subscriptions, subscriptionCache, contacts, webhookSender, clock, log } = deps;

  return async (ref: NoticeRef): Promise<void> => {
    const start = await startAttempt(ref);
    if (start.kind === 'skipped') return;
    const { notice } = start;
    const event = await withIdentifiers(notice.value);
    const answers = await mapConcurrently(maxConcurrentPosts, notice.value.pending, async (id) => {
      return [id, await attempt(notice.value, id, event)] as const;
    });
    const outcome = finishPost(notice.value, new Map(answers));
    if (outcome.kind === 'givenUp') {
      for (const subscriptionId of outcome.subscriptionIds) {
        log.error('notice.givenUp', { noticeId: ref.noticeId, subscriptionId });
      }
    }
    try {
      if (outcome.kind === 'retry') await outbox.save({ ...notice, value: outcome.next });
      else await outbox.remove(notice);
    } catch (error) {
      // Another message has started the next attempt.
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
  };

  /** Saves the attempt, so that one of two concurrent messages posts. */
  async function startAttempt(ref: NoticeRef): Promise<AttemptStart> {
    const stored = await outbox.find(ref);
    if (stored === undefined) return { kind: 'skipped', because: 'gone' };
    const now = clock.now();
    if (!isDue(stored.value, now)) return { kind: 'skipped', because: 'notDue' };
    const value = startPost(stored.value, now);
    try {
      const etag = await outbox.save({ ...stored, value });
      return { kind: 'started', notice: { value, etag } };
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return { kind: 'skipped', because: 'lostRace' };
      throw error;
    }
  }

  async function withIdentifiers({ event }: Notice): Promise<WebhookEvent> {
    const identifierPairs = await Promise.all(
      contactsOf(event).map(async (id): Promise<[ContactId, string | null]> => {
        const contact = await contacts.find(id).catch(ignoreCorruptRecord);
        return [id, contact?.value.person.identifiedBy.value ?? null];
      }),
    );
    const identifiers = new Map(identifierPairs);
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
    const ids = { noticeId: notice.id, subscriptionId };
    const subscription = await subscriptions.find(subscriptionId).catch(ignoreCorruptRecord);
    if (subscription === undefined || !isPendingFor(notice, subscription)) return 'gone';
    const { answer, because } = await webhookSender.post(subscription.callbackUrl, event);
    if (answer === 'accepted') log.info('notice.taken', ids);
    if (answer === 'refused') log.warn('notice.refused', { ...ids, because });
    if (answer === 'gone') {
      await subscriptions.remove(subscriptionId);
      subscriptionCache.forget();
      log.warn('subscription.ended', { subscriptionId, because });
    }
    return answer;
  }
}

type AttemptStart =
  | { kind: 'started'; notice: Versioned<Notice> }
  | { kind: 'skipped'; because: 'gone' | 'notDue' | 'lostRace' };
