/** Requests to HTTP functions: route, key, limits, then the invocation, buffered or streamed. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type TriggeredFunction } from '../app/functions.ts';
import { type RpcData } from '../app/programming-model.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Reply, writeAnswer } from './answer.ts';
import { BodyTooLarge, readBody, streamBody } from './body.ts';
import { type Keys, mayCall, presentedKey } from './keys.ts';
import { type HttpFunction, routeTable } from './route-table.ts';
import { type Endpoint } from './server.ts';
import { type streamingForward } from './streaming.ts';
import { type Throttle } from './throttle.ts';

function textHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

export function functionEndpoint(options: {
  functions: readonly TriggeredFunction[];
  keys: Keys;
  throttle: Throttle;
  bodyLimit: number;
  forward: Awaited<ReturnType<typeof streamingForward>>;
  run: RunFunction;
}): Endpoint {
  const { keys, throttle, bodyLimit, forward, run } = options;
  const table = routeTable(options.functions);

  async function runBuffered(
    request: IncomingMessage,
    response: ServerResponse,
    { fn }: HttpFunction,
    params: Record<string, string>,
  ): Promise<void> {
    const body = await readBody(request, bodyLimit);
    const url = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
    const http: RpcData['http'] = {
      method: request.method ?? 'GET',
      url,
      headers: textHeaders(request),
      params,
      ...(body && body.length > 0 && { body: { bytes: body } }),
    };
    const { returned } = await run(fn, { data: { http } });
    writeAnswer(response, returned);
  }

  async function runStreaming(
    request: IncomingMessage,
    response: ServerResponse,
    { fn }: HttpFunction,
    params: Record<string, string>,
    pass: NonNullable<typeof forward>,
  ): Promise<void> {
    const body = streamBody(request, bodyLimit);
    const invocationId = randomUUID();
    // The library treats every string in the metadata as a route parameter.
    const metadata: Record<string, RpcData> = {
      Headers: { json: JSON.stringify(textHeaders(request)) },
    };
    for (const [name, value] of Object.entries(params)) metadata[name] = { string: value };
    pass(request, body, response, invocationId);
    await run(fn, { data: {}, metadata, invocationId });
    if (!response.headersSent) writeAnswer(response, undefined);
  }

  return async (request, response, path, query) => {
    const matchedRoute = table.find(request.method ?? 'GET', path);
    if (!matchedRoute) return { status: 404 };
    const { target, params } = matchedRoute;
    const { authLevel } = target;
    if (authLevel !== 'anonymous') {
      const key = presentedKey(request, new URLSearchParams(query));
      if (!mayCall(authLevel, key, keys, target.fn.name)) return { status: 401 };
    }
    const turn = throttle.enter();
    if (!turn) return { status: 429 };
    const release = await turn;
    try {
      if (forward) await runStreaming(request, response, target, params, forward);
      else await runBuffered(request, response, target, params);
      return undefined;
    } catch (error) {
      return failure(error, response);
    } finally {
      release();
    }
  };
}

function failure(error: unknown, response: ServerResponse): Reply {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof BodyTooLarge)) return { status: 500 };
  // The rest of the body stays unread, so the connection cannot be reused.
  response.shouldKeepAlive = false;
  return { status: 413 };
}
