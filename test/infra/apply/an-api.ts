// The configuration routes of the API on a port of its own: the real use cases over the engine in memory, and the API's own
// reading of documents and answering of errors. Only what the Functions host does is done here.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type HttpHandler, HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { kindOf } from '../../../infra/apply/collections.ts';
import { answering, bodyOf, ok } from '../../../shared/adapters/functions/http.ts';
import { readDocument } from '../../../shared/contract/documents.ts';
import { readPrecondition } from '../../../shared/contract/preconditions.ts';
import type { Precondition } from '../../../shared/domain/precondition.ts';
import type { SettingsKind } from '../../../shared/domain/settings.ts';
import type { TestEngine } from '../../support/engine.ts';

export interface TestApi {
  readonly url: string;
  /** `PUT /queues/renewals`, in the order in which they came; reading is left out. */
  readonly writes: string[];
  /** Runs once, before the first write of that name is served. */
  before: (write: string, act: () => Promise<unknown>) => void;
  close: () => void;
}

export const key = 'a function key';

export async function anApi(engine: TestEngine): Promise<TestApi> {
  const writes: string[] = [];
  const interruptions = new Map<string, () => Promise<unknown>>();

  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url: path = '', headers } = request;
      const body = await text(request);
      const [, collection = '', id] = /^\/api\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
      const kind = kindOf(collection);
      if (headers['x-functions-key'] !== key) return void response.writeHead(401).end();
      if (kind === undefined) return void response.writeHead(404).end();
      if (method !== 'GET') {
        const write = `${method} ${path.replace('/api', '')}`;
        writes.push(write);
        const interrupt = interruptions.get(write);
        interruptions.delete(write);
        await interrupt?.();
      }
      const ifMatch = headers['if-match'];
      const answer = await serve(
        engine,
        kind,
        id,
      )(
        new HttpRequest({
          method,
          url: `http://localhost${path}`,
          headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
          ...(body !== '' && { body: { string: body } }),
        }),
        new InvocationContext({ functionName: `${kind}-${method}`, logHandler: () => undefined }),
      );
      const whole = new HttpResponse(answer);
      const sent = Buffer.from(await whole.arrayBuffer());
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
    before: (write, act) => void interruptions.set(write, act),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function serve({ configure }: TestEngine, kind: SettingsKind, id?: string): HttpHandler {
  return answering(async (request) => {
    const when = readPrecondition(request.headers.get('if-match'), null);
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

  async function put(of: SettingsKind, name: string, body: unknown, when: Precondition | null) {
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
