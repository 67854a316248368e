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

const all = { route: 'subscriptions', authLevel: 'function' as const };
const one = { ...all, route: 'subscriptions/{id}' };
const idOf = (request: HttpRequest) => parametersOf(request, { id: subscriptionIdSchema }).id;

app.http('subscription-post', {
  ...all,
  methods: ['POST'],
  handler: httpHandler(async (request) => {
    const { body: wanted } = await requestOf(request, {
      parameters: {},
      body: subscriptionRequestSchema,
    });
    const key = readIdempotencyKey(request.headers.get('idempotency-key'));
    const { addSubscription, publicUrl } = compose();
    const { subscription, created } = await addSubscription(wanted, key);
    // Power Automate deletes this address when the flow is turned off.
    const location = `${publicUrl}/subscriptions/${subscription.id}`;
    return { ...ok(subscription), status: created ? 201 : 200, headers: { location } };
  }),
});

app.http('subscription-list', {
  ...all,
  methods: ['GET'],
  handler: httpHandler(async () => ok({ items: await compose().listSubscriptions() })),
});

app.http('subscription-get', {
  ...one,
  methods: ['GET'],
  handler: httpHandler(async (request) => ok(await compose().getSubscription(idOf(request)))),
});

app.http('subscription-delete', {
  ...one,
  methods: ['DELETE'],
  handler: httpHandler(async (request) => {
    await compose().removeSubscription(idOf(request));
    return { status: 204 };
  }),
});
