// Bodies and headers of subscriptions.
import { z } from 'zod';
import { outcomeEventTypes, subscriptionInputSchema } from '../../domain/webhooks/subscription.ts';
import { parseInput } from '../requests/parse-request.ts';

/** Defaults: all engagements and all events. */
export const subscriptionRequestSchema = subscriptionInputSchema.extend({
  engagementId: subscriptionInputSchema.shape.engagementId.default(null),
  events: subscriptionInputSchema.shape.events.default([...outcomeEventTypes]),
});

/** A key of the caller: requests with the same key are one request. */
export const idempotencyKeySchema = z.string().trim().min(1).max(200);

const headersSchema = z.object({ 'Idempotency-Key': idempotencyKeySchema.nullable() });

/** Null without the header; throws InvalidInput if it is malformed. */
export const readIdempotencyKey = (header: string | null): string | null =>
  parseInput(headersSchema, { 'Idempotency-Key': header }, 'request')['Idempotency-Key'];
