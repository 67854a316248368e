// Webhook subscriptions to outcome events.
import { app, type HttpRequest } from '@azure/functions';
import {
  httpHandler,
  ok,
  parametersOf,
  requestOf,
} from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import {
  readIdempotencyKey,
  subscriptionRequestSchema,
} from '../../shared/contract/webhooks/subscriptions.ts';
import { subscriptionIdSchema } from '../../shared/domain/webhooks/subscription.ts';

const listTrigger = { route: 'subscriptions', authLevel: 'function' as const };
const itemTrigger = { ...listTrigger, route: 'subscriptions/{id}' };
const idOf = (request: HttpRequest) => parametersOf(request, { id: subscriptionIdSchema }).id;

app.http('subscription-post', {
  ...listTrigger,
  methods: ['POST'],
  handler: httpHandler(async (request) => {
    const { body: input } = await requestOf(request, {
      parameters: {},
      body: subscriptionRequestSchema,
    });
    const key = readIdempotencyKey(request.headers.get('idempotency-key'));
    const { addSubscription, publicUrl } = compose();
    const { subscription, created } = await addSubscription(input, key);
    // Power Automate deletes this address when the flow is turned off.
    const location = `${publicUrl}/subscriptions/${subscription.id}`;
    return { ...ok(subscription), status: created ? 201 : 200, headers: { location } };
  }),
});

app.http('subscription-list', {
  ...listTrigger,
  methods: ['GET'],
  handler: httpHandler(async () => ok({ items: await compose().listSubscriptions() })),
});

app.http('subscription-get', {
  ...itemTrigger,
  methods: ['GET'],
  handler: httpHandler(async (request) => ok(await compose().getSubscription(idOf(request)))),
});

app.http('subscription-delete', {
  ...itemTrigger,
  methods: ['DELETE'],
  handler: httpHandler(async (request) => {
    await compose().removeSubscription(idOf(request));
    return { status: 204 };
  }),
});
