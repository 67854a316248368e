// A subscription to outcome events: a webhook of Power Automate, of a journey or of any program.
import { z } from 'zod';
import { type Digest, engagementIdSchema, type EngagementId } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';
import type { OutcomeEventType } from './outcome-event.ts';

export const outcomeEventTypes = [
  'DeliveryEnded',
  'DeliveryTaskClosed',
] as const satisfies readonly OutcomeEventType[];

export const subscriptionIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
  .brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof subscriptionIdSchema>;

/** The same key has the same subscription id. */
export const subscriptionIdOf = (digest: Digest, key: string): SubscriptionId =>
  subscriptionIdSchema.parse(digest(`subscription\n${key}`).slice(0, 32));

/** The maximum number of subscriptions; each one costs a post per event. */
export const maxSubscriptions = 100;

/** The input of a caller. A callback address is a secret: it authorizes a post. */
export const subscriptionInputSchema = z.strictObject({
  /** Null: all engagements. */
  engagementId: engagementIdSchema.nullable(),
  events: z
    .array(z.enum(outcomeEventTypes))
    .min(1)
    .refine((events) => new Set(events).size === events.length, 'must name each event once'),
  callbackUrl: z.url('must be an address, such as https://example.com/hook').max(2000),
});
export type SubscriptionInput = z.infer<typeof subscriptionInputSchema>;

export const subscriptionSchema = subscriptionInputSchema.extend({
  id: subscriptionIdSchema,
  createdAt: instantSchema,
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export const isSubscribedTo = (
  { engagementId, events }: Subscription,
  event: { engagementId: EngagementId; type: OutcomeEventType },
): boolean =>
  events.includes(event.type) && (engagementId === null || engagementId === event.engagementId);

/** The issue with a callback address; null if there is none. */
export function callbackIssue(address: string, ownAddress: string): string | null {
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return 'must hold no name and no password';
  if (protocol === 'https:') return null;
  // A local Azure has no certificates.
  const local = protocol === 'http:' && isLoopback(hostname);
  return local && isLoopback(new URL(ownAddress).hostname) ? null : 'must be an https address';
}

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(host);

/** As shown to callers: the query of the address is its secret part. */
export function withoutSecret({ callbackUrl, ...rest }: Subscription): Subscription {
  const { origin, pathname, search } = new URL(callbackUrl);
  return { ...rest, callbackUrl: `${origin}${pathname}${search === '' ? '' : '?…'}` };
}
