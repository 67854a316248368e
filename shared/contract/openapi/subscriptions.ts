// Subscriptions, and the events that they receive.
import { z } from 'zod';
import {
  type Subscription,
  subscriptionIdSchema,
  subscriptionSchema,
} from '../../domain/webhooks/subscription.ts';
import { webhookEventSchema } from '../../domain/webhooks/outcome-event.ts';
import { idempotencyKeySchema, subscriptionRequestSchema } from '../webhooks/subscriptions.ts';
import { jsonResponse, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export function describeSubscriptions(registry: Registry, refused: Refusals): Operation[] {
  const { name } = registry;
  const output: z.ZodType<Subscription> = name('Subscription', subscriptionSchema);
  const list = name('SubscriptionList', z.strictObject({ items: z.array(output) }));
  const [deliveryEnded, taskClosed] = webhookEventSchema.options;
  name('DeliveryEnded', deliveryEnded);
  name('DeliveryTaskClosed', taskClosed);
  const event = name('OutcomeEvent', webhookEventSchema);
  const path = '/subscriptions';
  const tag = 'Subscriptions';
  const itemOperation = { tag, path: `${path}/{id}`, params: { id: subscriptionIdSchema } };
  const refusals = { ...refused.invalid, ...refused.keyless, ...refused.failed };
  const created = {
    ...jsonResponse('Created; DELETE at `location` ends the subscription.', output),
    headers: z.object({ location: z.string() }),
  };
  return [
    {
      tag,
      path,
      method: 'post',
      operationId: 'Subscribe',
      summary: 'When an outcome is known',
      description:
        'Posts every outcome to an address until the address answers 410 or the subscription ends.',
      headers: { 'Idempotency-Key': idempotencyKeySchema.optional() },
      body: name('SubscriptionRequest', subscriptionRequestSchema),
      responses: {
        201: created,
        200: { ...created, description: 'Already created with the same key.' },
        ...refusals,
        ...refused.conflict,
      },
      webhook: { to: 'callbackUrl', description: 'An outcome.', event },
    },
    {
      tag,
      path,
      method: 'get',
      operationId: 'ListSubscriptions',
      summary: 'List the subscriptions',
      responses: {
        200: jsonResponse('The subscriptions; the query of each address is hidden.', list),
        ...refusals,
      },
    },
    {
      ...itemOperation,
      method: 'get',
      operationId: 'GetSubscription',
      summary: 'Get a subscription',
      responses: {
        200: jsonResponse('The subscription; the query of its address is hidden.', output),
        ...refusals,
        ...refused.notFound,
      },
    },
    {
      ...itemOperation,
      method: 'delete',
      operationId: 'Unsubscribe',
      summary: 'End a subscription',
      responses: { 204: { description: 'Ended.' }, ...refusals, ...refused.notFound },
    },
  ];
}
