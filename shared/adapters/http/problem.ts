// Errors as RFC 9457 problem details: the only mapping of error kinds to HTTP status codes.
import type { HttpResponseInit } from '@azure/functions';
import { redactIssues } from '../../contract/requests/redact-issues.ts';
import { InvalidInput, isKnown, type KnownError } from '../../errors.ts';
import { invocationLog } from '../system/log.ts';

const statusOf = {
  invalidInput: 400,
  notFound: 404,
  concurrencyConflict: 409,
  notAllowed: 409,
  staleVersion: 412,
  transient: 503,
  permanent: 500,
  corruptRecord: 500,
} satisfies Record<KnownError['kind'], number>;

const titles = {
  invalidInput: 'The request is not valid',
  notFound: 'Not found',
  concurrencyConflict: 'Conflict',
  notAllowed: 'Conflict',
  staleVersion: 'The version is not the current one',
  transient: 'Try again later',
  permanent: 'The server failed',
  corruptRecord: 'The server failed',
} satisfies Record<KnownError['kind'], string>;

/** The response to an error; server errors are logged. */
export function toProblemResponse(
  error: unknown,
  route: string,
  statusOverride: number | undefined,
): HttpResponseInit {
  if (!isKnown(error)) {
    const message = error instanceof Error ? error.message : 'not an Error';
    invocationLog.error('request.failed', { route, kind: 'unknown', message }, error);
    return json(500, { title: 'The server failed', status: 500, code: 'unknown' });
  }
  const status = statusOverride ?? statusOf[error.kind];
  if (status >= 500) {
    const { kind, message } = error;
    invocationLog.error('request.failed', { route, kind, message }, error);
  }
  const body = {
    title: titles[error.kind],
    status,
    detail: error.message,
    code: codeOf(error),
    ...(error instanceof InvalidInput && { errors: redactIssues(error.issues) }),
  };
  if (error.kind !== 'transient') return json(status, body);
  const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
  return json(status, body, { 'retry-after': String(seconds) });
}

/** A conflict has the reason as its code. */
const codeOf = (error: KnownError): string =>
  error.kind === 'concurrencyConflict' || error.kind === 'notAllowed' ? error.reason : error.kind;

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
