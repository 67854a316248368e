import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { CosmosError } from '../error.ts';
import { readRequest, type Reply } from './request.ts';
import { route, type Account } from './router.ts';

/** Starts the HTTP server of the account on the loopback interface. */
export async function listen(account: Account, port: number): Promise<Server> {
  const server = createServer((message, response) => {
    void readRequest(message)
      .then((request) => route(account, request))
      .catch(refusal)
      .then((reply) => send(response, reply));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function refusal(error: unknown): Reply {
  if (error instanceof CosmosError) {
    const headers = { ...error.headers };
    if (error.substatus !== undefined) headers['x-ms-substatus'] = String(error.substatus);
    return { status: error.status, body: error.body(), headers };
  }
  console.error(error);
  return { status: 500, body: new CosmosError(500, String(error)).body() };
}

function send(response: ServerResponse, reply: Reply): void {
  const { status, body = '' } = reply;
  const isEmpty = status === 204 || status === 304;
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-ms-activity-id': randomUUID(),
    'x-ms-version': '2020-07-15',
    'x-ms-request-charge': String(reply.charge ?? 1),
    ...(isEmpty ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...reply.headers,
  });
  response.end(isEmpty ? undefined : body);
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
