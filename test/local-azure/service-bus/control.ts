/**
 * The control API for tests. It does not exist in Azure. It has a separate HTTP port, because the Service Bus port uses
 * AMQP only.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { ServiceBus } from './server.ts';

const throttleSchema = z.strictObject({ every: z.int().min(1).nullable() });
const quotaSchema = z.strictObject({ queue: z.string(), bytes: z.int().min(0).nullable() });

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
}

async function answerTo(request: IncomingMessage, bus: ServiceBus): Promise<Answer> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /_control/counts':
      return { status: 200, body: bus.counts() };
    case 'PUT /_control/throttle':
      bus.throttle(throttleSchema.parse(await bodyOf(request)).every);
      return { status: 204 };
    case 'PUT /_control/quota': {
      const { queue, bytes } = quotaSchema.parse(await bodyOf(request));
      bus.limitSize(queue, bytes);
      return { status: 204 };
    }
    default:
      return {
        status: 404,
        body: {
          error:
            'The control side knows GET /_control/counts, PUT /_control/throttle and /_control/quota.',
        },
      };
  }
}

const whyOf = (error: unknown) => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
};

export async function openControl(bus: ServiceBus) {
  const server = createServer((request, response) => {
    void answerTo(request, bus)
      .catch((error: unknown): Answer => ({ status: 400, body: { error: whyOf(error) } }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_control`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
