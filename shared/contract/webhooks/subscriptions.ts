// Bodies and headers of the subscriptions.
import { z } from 'zod';
import { outcomeEventTypes, subscriptionInputSchema } from '../../domain/webhooks/subscription.ts';
import { parseInput } from '../requests/parse-request.ts';

/** What is left out: of all engagements, every event. */
export const subscriptionRequestSchema = subscriptionInputSchema.extend({
  engagementId: subscriptionInputSchema.shape.engagementId.default(null),
  events: subscriptionInputSchema.shape.events.default([...outcomeEventTypes]),
});

/** Chosen by the caller, who says by it that two requests are one. */
export const idempotencyKeySchema = z.string().trim().min(1).max(200);

const headersSchema = z.object({ 'Idempotency-Key': idempotencyKeySchema.nullable() });

/** Null where none is given; throws InvalidInput when it is none. */
export const readIdempotencyKey = (header: string | null): string | null =>
  parseInput(headersSchema, { 'Idempotency-Key': header }, 'request')['Idempotency-Key'];
