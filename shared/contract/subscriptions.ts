// Bodies and headers of the subscriptions.
import { z } from 'zod';
import { outcomeEventTypes, wantedSchema } from '../domain/notice/subscription.ts';

/** What is left out: of all engagements, every event. */
export const subscriptionRequestSchema = wantedSchema.extend({
  engagementId: wantedSchema.shape.engagementId.default(null),
  events: wantedSchema.shape.events.default([...outcomeEventTypes]),
});

/** Chosen by the caller, who says by it that two requests are one; null when they do not. */
export const idempotencyKeySchema = z.string().min(1).max(200).nullable();
