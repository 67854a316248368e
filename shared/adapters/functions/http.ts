// HTTP as the API speaks it: JSON in and out, and every kind of error as RFC 9457 problem details. The one mapping of error
// kinds to status codes.
import type {
  HttpHandler,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import { InvalidInput, isKnown, type KnownError } from '../../errors.ts';
import { invocationLog, within } from '../system/log.ts';

export type Handle = (
  request: HttpRequest,
  context: InvocationContext,
) => Promise<HttpResponseInit>;

/**
 * Runs a handler inside its invocation's log, and answers its errors. `statusFor` is for doors that others have built: where
 * it answers, it is followed.
 */
export function answering(
  handle: Handle,
  statusFor: (error: unknown) => number | undefined = () => undefined,
): HttpHandler {
  return (request, context) =>
    within(context, async () => {
      try {
        return await handle(request, context);
      } catch (error) {
        return problem(error, context.functionName, statusFor(error));
      }
    });
}

const statusOf = {
  invalidInput: 400,
  notFound: 404,
  conflict: 409,
  staleVersion: 412,
  transient: 503,
  permanent: 500,
  corruptRecord: 500,
} satisfies Record<KnownError['kind'], number>;

const titles = {
  invalidInput: 'The request is not valid',
  notFound: 'Not found',
  conflict: 'Conflict',
  staleVersion: 'The version is not the current one',
  transient: 'Try again later',
  permanent: 'The server failed',
  corruptRecord: 'The server failed',
} satisfies Record<KnownError['kind'], string>;

function problem(error: unknown, route: string, wanted: number | undefined): HttpResponseInit {
  if (!isKnown(error)) {
    const message = error instanceof Error ? error.message : 'not an Error';
    invocationLog.error('request.failed', { route, kind: 'unknown', message }, error);
    return json(500, { title: 'The server failed', status: 500, code: 'unknown' });
  }
  const status = wanted ?? statusOf[error.kind];
  if (status >= 500) {
    const { kind, message } = error;
    invocationLog.error('request.failed', { route, kind, message }, error);
  }
  const code = error.kind === 'conflict' ? error.reason : error.kind;
  const body = {
    title: titles[error.kind],
    status,
    detail: error.message,
    code,
    ...(error instanceof InvalidInput && { errors: error.issues }),
  };
  if (error.kind !== 'transient') return json(status, body);
  const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
  return json(status, body, { 'retry-after': String(seconds) });
}

function json(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): HttpResponseInit {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: 'about:blank', ...body }),
  };
}

/** The body as JSON; throws InvalidInput when it is none. */
export async function bodyOf(request: HttpRequest): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new InvalidInput(`The body is not JSON: ${reason}`);
  }
}

/** A parameter of the route; the route guarantees it. */
export function param(request: HttpRequest, name: string): string {
  return request.params[name] ?? '';
}

export const ok = (jsonBody: unknown, etag?: string): HttpResponseInit => ({
  jsonBody,
  ...(etag !== undefined && { headers: { etag } }),
});
