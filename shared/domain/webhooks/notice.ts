// A notice: an outcome event on its way to those who asked for it. It is written in the same batch as the change that it
// tells of, and goes when all have taken it or its time is over; so no outcome is lost, and some are told twice.
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

/** Where a notice lives: beside its task. */
export const noticeRefSchema = z.strictObject({
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  noticeId: noticeIdSchema,
});
export type NoticeRef = z.infer<typeof noticeRefSchema>;

export const noticeSchema = z.strictObject({
  id: noticeIdSchema,
  type: z.literal('notice'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  openKey: z.string(),
  event: outcomeEventSchema,
  /** Who has not taken it yet. */
  pending: z.array(subscriptionIdSchema).min(1),
  createdAt: instantSchema,
  /** How often it was posted. */
  posts: z.int().min(0),
  /** When it is to be posted, or posted again: who posts it has until then. */
  postAt: instantSchema,
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticeRefOf = ({ engagementId, shard, id }: Notice): NoticeRef => ({
  engagementId,
  shard,
  noticeId: id,
});

/**
 * How long after each post that was not taken the next one follows: fifteen hours in all. The first leaves time to post to
 * as many as there may be, though each of them is silent.
 */
const waits = [
  ...[2 * MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 7 * HOUR],
];

/** The notices that a task's change owes its subscribers. */
export function buildNotices(
  events: readonly OutcomeEvent[],
  shard: number,
  subscriptions: readonly Subscription[],
  now: Instant,
): Notice[] {
  return events.flatMap((event) => {
    const pending = subscriptions.filter((one) => isSubscribedTo(one, event)).map(({ id }) => id);
    const id = noticeIdSchema.parse(`notice.${event.id}`);
    const { engagementId } = event;
    return pending.length === 0
      ? []
      : [
          {
            id,
            type: 'notice',
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

/** `taken`: a success; `gone`: the receiver wants no more, ever; `refused`: anything else, nobody being there included. */
export type WebhookAnswer = 'taken' | 'gone' | 'refused';

/** One that was ended, and made again under the same key, is another: it is told what it asked for since. */
export const isPendingFor = (notice: Notice, subscription: Subscription): boolean =>
  isSubscribedTo(subscription, notice.event) && subscription.createdAt <= notice.createdAt;

export const isDue = ({ postAt }: Notice, now: Instant): boolean => postAt <= now;

/** As it is saved before it is posted: whoever dies over it is followed by the next one in time. */
export const startPost = (notice: Notice, now: Instant): Notice => ({
  ...notice,
  posts: notice.posts + 1,
  postAt: later(now, waits[notice.posts] ?? HOUR),
});

/** What is left of a notice after it was posted; null when nothing is, for it was taken or was posted often enough. */
export function finishPost(
  notice: Notice,
  answers: ReadonlyMap<SubscriptionId, WebhookAnswer>,
): { next: Notice | null; givenUp: SubscriptionId[] } {
  const pending = notice.pending.filter((id) => answers.get(id) === 'refused');
  if (pending.length === 0) return { next: null, givenUp: [] };
  return notice.posts > waits.length
    ? { next: null, givenUp: pending }
    : { next: { ...notice, pending }, givenUp: [] };
}
