/** The host's only listener, on loopback, and its endpoints: functions, webhooks, start page, /admin. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type HostLog } from '../app/log.ts';
import { type Reply, writeReply, writeStatus } from './answer.ts';

/** Returns a reply to write, or writes the response itself. */
export type Endpoint = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
) => Promise<Reply | undefined>;

export interface HostServer {
  readonly url: string;
  /** Stops listening and closes idle connections; busy ones close after their request. */
  close(): void;
  /** Closes the remaining connections. */
  destroy(): void;
}

export async function hostServer(options: {
  port: number;
  /** Endpoints by exact path; checked first. */
  exact: Readonly<Record<string, Endpoint>>;
  /** Endpoints by a prefix that ends in '/'; the endpoint receives the path without it. */
  prefixed: readonly (readonly [prefix: string, endpoint: Endpoint])[];
  headers: Readonly<Record<string, string>>;
  log: HostLog;
}): Promise<HostServer> {
  const exact = new Map(Object.entries(options.exact));
  const headers = Object.entries(options.headers);
  let closing = false;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = mark < 0 ? '' : url.slice(mark + 1);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (closing) response.shouldKeepAlive = false;
    let rest = path;
    let endpoint = exact.get(path);
    if (!endpoint) {
      const lower = path.toLowerCase();
      const match = options.prefixed.find(([prefix]) => lower.startsWith(prefix));
      if (match) [rest, endpoint] = [path.slice(match[0].length), match[1]];
    }
    const reply = endpoint ? await endpoint(request, response, rest, query) : { status: 404 };
    if (reply) writeReply(response, reply);
  }

  const server = http.createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      options.log.error(`${request.method ?? ''} ${request.url ?? ''}`, error);
      writeStatus(response, 500);
    });
  });
  // A client's idle connection of 5 seconds must not close while it sends a new request.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(options.port, '127.0.0.1', () => resolve(undefined));
  await promise;
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      closing = true;
      server.close();
      server.closeIdleConnections();
    },
    destroy: () => server.closeAllConnections(),
  };
}
