/**
 * The Event Grid extension's webhook, `/runtime/webhooks/eventgrid?functionName=…&code=…`. It answers the handshake.
 * Each event is one invocation. A handler that throws fails the whole delivery, so that Event Grid sends it again.
 */
import { type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type TriggeredFunction } from '../app/functions.ts';
import { type RpcData } from '../app/programming-model.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Reply } from '../http/answer.ts';
import { BodyTooLarge, readBody } from '../http/body.ts';
import { type Keys, opensExtension, presentedKey } from '../http/keys.ts';
import { type Endpoint } from '../http/server.ts';

/** Event Grid sends at most this many events per request. */
const largestDelivery = 1024 * 1024 + 65_536;

const eventSchema = z.looseObject({ id: z.string(), data: z.unknown().optional() });
const deliverySchema = z.union([z.array(eventSchema), eventSchema.transform((event) => [event])]);
const handshakeSchema = z.tuple(
  [z.object({ data: z.object({ validationCode: z.string() }) })],
  z.unknown(),
);

async function parseBody(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, largestDelivery);
  return JSON.parse((body ?? Buffer.alloc(0)).toString('utf8'));
}

export function eventGridEndpoint(options: {
  functions: readonly TriggeredFunction[];
  keys: Keys;
  run: RunFunction;
}): Endpoint {
  const { keys, run } = options;
  const byName = new Map(options.functions.map((fn) => [fn.name.toLowerCase(), fn]));

  async function deliver(fn: TriggeredFunction, events: readonly z.infer<typeof eventSchema>[]) {
    const data = (value: unknown): Record<string, RpcData> => ({
      data: { json: JSON.stringify(value) },
    });
    const runs =
      fn.trigger['cardinality'] === 'many'
        ? [run(fn, { data: { json: JSON.stringify(events) }, metadata: {} })]
        : events.map((event) =>
            run(fn, { data: { json: JSON.stringify(event) }, metadata: data(event.data ?? null) }),
          );
    const results = await Promise.allSettled(runs);
    return results.every((result) => result.status === 'fulfilled');
  }

  return async (request, _response, _path, query) => {
    const values = new URLSearchParams(query);
    if (!opensExtension('eventgrid_extension', presentedKey(request, values), keys))
      return { status: 401 };
    const name = values.get('functionName') ?? '';
    const fn = byName.get(name.toLowerCase());
    if (!fn) return { status: 404, text: `cannot find function: '${name}'` };
    if (request.method === 'OPTIONS') return allowed(request);
    if (request.method !== 'POST') return { status: 404 };

    let body: unknown;
    try {
      body = await parseBody(request);
    } catch (error) {
      return { status: error instanceof BodyTooLarge ? 413 : 400 };
    }
    const kind = request.headers['aeg-event-type'];
    if (kind === 'SubscriptionValidation') return handshake(body);
    if (kind === 'Unsubscribe') return { status: 202 };
    const type = request.headers['content-type'] ?? '';
    if (kind !== 'Notification' && !type.startsWith('application/cloudevents'))
      return { status: 400 };
    const events = deliverySchema.safeParse(body);
    if (!events.success) return { status: 400 };
    return { status: (await deliver(fn, events.data)) ? 202 : 500 };
  };
}

/** The CloudEvents handshake: every sender is allowed, at any rate. */
function allowed(request: IncomingMessage): Reply {
  const origin = request.headers['webhook-request-origin'];
  if (typeof origin !== 'string') return { status: 400 };
  return {
    status: 200,
    headers: { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' },
  };
}

function handshake(body: unknown): Reply {
  const parsedHandshake = handshakeSchema.safeParse(body);
  if (!parsedHandshake.success) return { status: 400 };
  return { status: 200, json: { validationResponse: parsedHandshake.data[0].data.validationCode } };
}
