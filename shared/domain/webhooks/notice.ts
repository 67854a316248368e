// An outbox notice: an outcome event for its subscribers. It is written in the same batch as the change that it
// reports. It is deleted when every subscriber has accepted it or its time is over. No outcome is lost. Some are
// delivered twice.
import { z } from 'zod';
import { engagementIdSchema } from '../values/ids.ts';
import { HOUR, type Instant, instantSchema, later, MINUTE } from '../values/time.ts';
import { type OutcomeEvent, outcomeEventSchema } from './outcome-event.ts';
import {
  type Subscription,
  type SubscriptionId,
  subscriptionIdSchema,
  isSubscribedTo,
} from './subscription.ts';

const noticeIdSchema = z
  .string()
  .regex(/^notice\.[0-9a-f.]+(ended|closed)$/)
  .brand<'NoticeId'>();
export type NoticeId = z.infer<typeof noticeIdSchema>;

/** The location of a notice: the partition of its task. */
export const noticeRefSchema = z.strictObject({
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  noticeId: noticeIdSchema,
});
export type NoticeRef = z.infer<typeof noticeRefSchema>;

export const noticeSchema = z.strictObject({
  id: noticeIdSchema,
  kind: z.literal('notice'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  openKey: z.string(),
  event: outcomeEventSchema,
  /** The subscribers that have not accepted it yet. */
  pending: z.array(subscriptionIdSchema).min(1),
  createdAt: instantSchema,
  /** The number of posts so far. */
  posts: z.int().min(0),
  /** When to post it, or to post it again; the current poster has until then. */
  postAt: instantSchema,
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticeRefOf = ({ engagementId, shard, id }: Notice): NoticeRef => ({
  engagementId,
  shard,
  noticeId: id,
});

/**
 * The waits between failed posts, fifteen hours in total. The first wait leaves time to post to every subscriber,
 * even if all of them time out.
 */
const waits = [
  ...[2 * MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 7 * HOUR],
];

/** The notices for the change of a task. */
export function buildNotices(
  events: readonly OutcomeEvent[],
  shard: number,
  subscriptions: readonly Subscription[],
  now: Instant,
): Notice[] {
  return events.flatMap((event) => {
    const pending = subscriptions
      .filter((subscription) => isSubscribedTo(subscription, event))
      .map(({ id }) => id);
    const id = noticeIdSchema.parse(`notice.${event.id}`);
    const { engagementId } = event;
    return pending.length === 0
      ? []
      : [
          {
            id,
            kind: 'notice',
            schemaVersion: 1,
            engagementId,
            shard,
            openKey: id,
            event,
            pending,
            createdAt: now,
            posts: 0,
            postAt: now,
          } satisfies Notice,
        ];
  });
}

/** `accepted`: success; `gone`: the receiver wants no more events; `refused`: everything else, including no answer. */
export type WebhookAnswer = 'accepted' | 'gone' | 'refused';

/** A subscription that was removed and created again with the same key receives only later events. */
export const isPendingFor = (notice: Notice, subscription: Subscription): boolean =>
  isSubscribedTo(subscription, notice.event) && subscription.createdAt <= notice.createdAt;

export const isDue = ({ postAt }: Notice, now: Instant): boolean => postAt <= now;

/** Saved before the post: after a crash the next attempt follows at `postAt`. */
export const startPost = (notice: Notice, now: Instant): Notice => ({
  ...notice,
  posts: notice.posts + 1,
  postAt: later(now, waits[notice.posts] ?? HOUR),
});

type PostOutcome =
  /** Every subscription has accepted the event or is gone. */
  | { kind: 'delivered' }
  | { kind: 'retry'; next: Notice }
  /** The last attempt failed for these. */
  | { kind: 'givenUp'; subscriptionIds: readonly SubscriptionId[] };

export function finishPost(
  notice: Notice,
  answers: ReadonlyMap<SubscriptionId, WebhookAnswer>,
): PostOutcome {
  const pending = notice.pending.filter((id) => answers.get(id) === 'refused');
  if (pending.length === 0) return { kind: 'delivered' };
  return notice.posts > waits.length
    ? { kind: 'givenUp', subscriptionIds: pending }
    : { kind: 'retry', next: { ...notice, pending } };
}
