// The routes for sets of documents on a port of their own. The real use cases run over the engine in memory, with the
// parsing and the error responses of the API. Only the tasks of the Functions host are done here.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type HttpHandler, HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { httpHandler, ok, setBodyOf } from '../../../shared/adapters/http/http-handler.ts';
import {
  invalidSet,
  readApplyRequest,
  readPlanRequest,
  toApplyResponse,
  toPlanResponse,
} from '../../../shared/contract/configuration/plan.ts';
import type { TestEngine } from '../../support/engine.ts';

export interface TestApi {
  readonly url: string;
  /** The number of requests to apply a set. */
  applied: () => number;
  /** Runs once, before the next request of that route is served. A result of the class Instead is the response. */
  before: (route: Route, act: () => Promise<unknown>) => void;
  /** The connection breaks once, before or after the request of that route is served. */
  breaks: (route: Route, when: 'before' | 'after') => void;
  close: () => void;
}

type Route = 'plan' | 'apply';

export const key = 'a function key';

/** A response that does not come from the engine. */
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
  let applied = 0;
  const interruptions = new Map<Route, (() => Promise<unknown>)[]>();
  const broken = new Map<Route, 'before' | 'after'>();

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const route = routeOf(request.method, request.url);
      if (request.headers['x-functions-key'] !== key) return void response.writeHead(401).end();
      if (route === undefined) return void response.writeHead(404).end();
      if (route === 'apply') applied += 1;
      const instead = await interruptions.get(route)?.shift()?.();
      if (instead instanceof Instead) {
        return void response.writeHead(instead.status, instead.headers).end(instead.body);
      }
      const breaks = broken.get(route);
      broken.delete(route);
      if (breaks === 'before') return void request.socket.destroy();
      const answer = await handlers(engine)[route](
        new HttpRequest({ method: 'POST', url: 'http://localhost/api', body: { string: body } }),
        new InvocationContext({ functionName: route, logHandler: () => undefined }),
      );
      const whole = new HttpResponse(answer);
      const sent = Buffer.from(await whole.arrayBuffer());
      if (breaks === 'after') return void request.socket.destroy();
      response.writeHead(whole.status, Object.fromEntries(whole.headers)).end(sent);
    })();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    applied: () => applied,
    before: (route, act) =>
      void interruptions.set(route, [...(interruptions.get(route) ?? []), act]),
    breaks: (route, when) => void broken.set(route, when),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function routeOf(method = '', path = ''): Route | undefined {
  const [, route] = /^\/api\/configuration\/(plan|apply)$/.exec(path) ?? [];
  if (method !== 'POST') return undefined;
  return route === 'plan' || route === 'apply' ? route : undefined;
}

/** The same as functions/configuration/plan.ts, over another engine. */
const handlers = (engine: TestEngine): Record<Route, HttpHandler> => ({
  plan: httpHandler(async (request) =>
    ok(toPlanResponse(await engine.planConfiguration(readPlanRequest(await setBodyOf(request))))),
  ),
  apply: httpHandler(async (request) => {
    const { desired, revision } = readApplyRequest(await setBodyOf(request));
    const plan = await engine.applyConfiguration(desired, revision);
    if (plan.issues.length > 0) throw invalidSet(plan.issues);
    return ok(toApplyResponse(plan));
  }),
});
