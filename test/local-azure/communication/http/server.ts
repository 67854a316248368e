import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Answer, type Request } from './exchange.ts';

async function readText(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

async function toRequest(message: IncomingMessage): Promise<Request> {
  const target = message.url ?? '/';
  const [path = '/', query = ''] = target.split('?', 2);
  return {
    method: message.method ?? 'GET',
    target,
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    text: await readText(message),
  };
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer.cut === true) {
    response.destroy();
    return;
  }
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
  });
  response.end(text);
}

/** An HTTP server on the loopback interface; `handle` never throws. */
export async function listen(port: number, handle: (request: Request) => Promise<Answer>) {
  const server = createServer((message, response) => {
    toRequest(message)
      .then(handle)
      .then((answer) => write(response, answer))
      .catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 1024, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
