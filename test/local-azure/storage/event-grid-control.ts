/** The HTTP control API of Event Grid: `PUT /subscriptions/{name}` with endpoint and filter, and `DELETE`. */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ZodError } from 'zod';
import { type EventGrid, SubscriptionRefused } from './event-grid.ts';
import { subscriptionSchema } from './subscriptions.ts';

export interface EventGridControl {
  readonly url: string;
  stop(): void;
}

export async function startEventGridControl(
  events: EventGrid,
  port = 0,
): Promise<EventGridControl> {
  async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
    const name = /^\/subscriptions\/([^/?]+)$/.exec(request.url ?? '')?.[1];
    if (name === undefined) return { status: 404, text: 'There are /subscriptions/{name} here.' };
    if (request.method === 'DELETE') {
      events.unsubscribe(name);
      return { status: 200, text: '' };
    }
    if (request.method !== 'PUT') return { status: 405, text: 'PUT or DELETE a subscription.' };
    try {
      await events.subscribe(name, subscriptionSchema.parse(await json(request)));
      return { status: 200, text: '' };
    } catch (error) {
      const known =
        error instanceof SubscriptionRefused ||
        error instanceof ZodError ||
        error instanceof SyntaxError;
      return { status: known ? 400 : 500, text: String(error) };
    }
  }

  const server = createServer((request, response) => {
    void answer(request).then(({ status, text }) => response.writeHead(status).end(text));
  });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(undefined));
  await promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
