/**
 * `app.setup({ enableHttpStream: true })`: the library opens its own server on every interface and expects the host
 * to forward each request. Here a replacement without a socket passes the client's request and response to the
 * library's request listener. Bodies stream both ways, and no second port listens.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import type http from 'node:http';
import { type Readable } from 'node:stream';
import { functionsCore } from '../app/core.ts';

/** The library identifies its requests by this header. */
const invocationIdHeader = 'x-ms-invocation-id';

type Forward = (
  request: IncomingMessage,
  body: Readable,
  response: ServerResponse,
  invocationId: string,
) => void;

const symbol = Symbol.for('local-azure.http-stream');
const room = globalThis as typeof globalThis & { [symbol]?: Forward };

/** Undefined if the app did not enable streaming. */
export async function streamingForward(): Promise<Forward | undefined> {
  const core = functionsCore();
  if (!core.streaming || !core.model) return undefined;
  if (room[symbol]) return room[symbol];

  const listener = new EventEmitter();
  const server = Object.assign(listener, {
    listen: (ready: () => void) => queueMicrotask(ready),
    address: () => ({ port: 1 }),
    close: () => undefined,
  });
  // The library looks up `createServer` at call time, on the CommonJS view of the module.
  const face = createRequire(import.meta.url)('node:http') as { createServer: unknown };
  const real = face.createServer as typeof http.createServer;
  face.createServer = () => server;
  try {
    await core.model.getCapabilities({});
  } finally {
    face.createServer = real;
  }

  const forward: Forward = (request, body, response, invocationId) => {
    const { host } = request.headers;
    const headers = {
      ...request.headers,
      [invocationIdHeader]: invocationId,
      'x-forwarded-host': host ?? 'localhost',
      'x-forwarded-proto': 'http',
    };
    const { method, url } = request;
    const forwarded =
      body === request
        ? Object.assign(request, { headers })
        : Object.assign(body, { method, url, headers });
    listener.emit('request', forwarded, response);
  };
  room[symbol] = forward;
  return forward;
}
