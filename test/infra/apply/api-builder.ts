// The configuration routes of the API on a port of its own: the real use cases over the engine in memory, and the API's own
// reading of documents and answering of errors. Only what the Functions host does is done here.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type HttpHandler, HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { kindOf } from '../../../infra/apply/collections.ts';
import { httpHandler, bodyOf, ok } from '../../../shared/adapters/http/http-handler.ts';
import { readDocument } from '../../../shared/contract/configuration/documents.ts';
import { readPrecondition } from '../../../shared/contract/configuration/preconditions.ts';
import type { Precondition } from '../../../shared/domain/configuration/precondition.ts';
import type { ConfigurationKind } from '../../../shared/domain/configuration/documents.ts';
import type { TestEngine } from '../../support/engine.ts';

export interface TestApi {
  readonly url: string;
  /** `PUT /queues/renewals`, in the order in which they came; reading is left out. */
  readonly writes: string[];
  /** Runs once, before the next request of that name is served; what it answers is answered instead. */
  before: (request: string, act: () => Promise<unknown>) => void;
  /** The connection breaks once, before the request of that name is served or behind it. */
  breaks: (request: string, when: 'before' | 'behind') => void;
  close: () => void;
}

export const key = 'a function key';

/** An answer that does not come from the engine itself. */
export class Instead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  constructor(status: number, headers: Readonly<Record<string, string>> = {}, body = '') {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export async function anApi(engine: TestEngine): Promise<TestApi> {
  const writes: string[] = [];
  const interruptions = new Map<string, (() => Promise<unknown>)[]>();
  const broken = new Map<string, 'before' | 'behind'>();
  const taken = <T>(from: Map<string, T>, name: string): T | undefined => {
    const found = from.get(name);
    from.delete(name);
    return found;
  };

  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url: path = '', headers } = request;
      const body = await text(request);
      const [, collection = '', id] = /^\/api\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
      const kind = kindOf(collection);
      if (headers['x-functions-key'] !== key) return void response.writeHead(401).end();
      if (path === '/api/representatives') {
        return void response.end(JSON.stringify({ items: await engine.listRepresentatives() }));
      }
      if (kind === undefined) return void response.writeHead(404).end();
      const name = `${method} ${path.replace('/api', '')}`;
      if (method !== 'GET') writes.push(name);
      const instead = await interruptions.get(name)?.shift()?.();
      if (instead instanceof Instead) {
        return void response.writeHead(instead.status, instead.headers).end(instead.body);
      }
      const breaks = taken(broken, name);
      if (breaks === 'before') return void request.socket.destroy();
      const conditions = Object.fromEntries(
        ['if-match', 'if-none-match'].flatMap((header) => {
          const value = headers[header];
          return typeof value === 'string' ? [[header, value]] : [];
        }),
      );
      const answer = await serve(
        engine,
        kind,
        id,
      )(
        new HttpRequest({
          method,
          url: `http://localhost${path}`,
          headers: conditions,
          ...(body !== '' && { body: { string: body } }),
        }),
        new InvocationContext({ functionName: `${kind}-${method}`, logHandler: () => undefined }),
      );
      const whole = new HttpResponse(answer);
      const sent = Buffer.from(await whole.arrayBuffer());
      if (breaks === 'behind') return void request.socket.destroy();
      response.writeHead(whole.status, Object.fromEntries(whole.headers)).end(sent);
    })();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    writes,
    before: (request, act) =>
      void interruptions.set(request, [...(interruptions.get(request) ?? []), act]),
    breaks: (request, when) => void broken.set(request, when),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function serve(
  { saveConfiguration: configure }: TestEngine,
  kind: ConfigurationKind,
  id?: string,
): HttpHandler {
  return httpHandler(async (request) => {
    const when = readPrecondition(
      request.headers.get('if-match'),
      request.headers.get('if-none-match'),
    );
    if (id === undefined) {
      return ok({ items: (await configure.list(kind)).map(({ value }) => shown(value)) });
    }
    switch (request.method) {
      case 'GET': {
        const { value, etag } = await configure.get(kind, id);
        return ok(shown(value), etag ?? undefined);
      }
      case 'DELETE':
        await configure.remove(kind, id, when);
        return { status: 204 };
      default: {
        const { created, etag, ...stored } = await put(kind, id, await bodyOf(request), when);
        const queued = 'queued' in stored ? { queued: stored.queued } : {};
        const answer = ok({ ...shown(stored.value), ...queued }, etag);
        return { ...answer, status: created ? 201 : 200 };
      }
    }
  });

  async function put(
    of: ConfigurationKind,
    name: string,
    body: unknown,
    when: Precondition | null,
  ) {
    if (of === 'engagement') {
      const reading = readDocument(of, name, body);
      if (reading.kind === 'valid') return configure.putEngagement(reading.value, when);
      return configure.refuse(of, reading.given, reading.issues);
    }
    const reading = readDocument(of, name, body);
    if (reading.kind === 'valid') return configure.put(of, reading.value, when);
    return configure.refuse(of, reading.given, reading.issues);
  }
}

const shown = (value: object): object =>
  'engagement' in value && 'lifecycle' in value
    ? { ...(value.engagement as object), lifecycle: value.lifecycle }
    : value;
