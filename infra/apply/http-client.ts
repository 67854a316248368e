// One request to the API. A problem of the whole run, such as an unreachable engine or a refused key, ends it with
// one line. A problem of one document is a response.
import { z } from 'zod';
import { issueSchema, problemSchema } from '../../shared/contract/openapi/responses.ts';
import type { Issue } from '../../shared/errors.ts';
import { FatalError } from './fatal-error.ts';

export interface Connection {
  readonly url: string;
  readonly key: string | undefined;
  readonly wait: Wait;
}
export type Wait = (ms: number) => Promise<unknown>;

export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Undefined if it is not JSON. */
  readonly body: unknown;
  /** For a response that cannot be used. */
  toError(): FatalError;
}

/** No response arrived: the request may or may not have been executed. */
export class NoResponseError extends FatalError {}

/** The part of problem details that is shown. */
const shownSchema = z.looseObject({
  ...problemSchema.pick({ title: true, detail: true, code: true }).partial().shape,
  errors: z.array(z.object(issueSchema.shape)).optional(),
});

/** RFC 9457 problem details, as far as they are shown. */
export interface Problem {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly issues: readonly Issue[];
}

/** A large set is written in several batches before the response. */
const timeoutMs = 120_000;
/** On 429 and 503 the request is repeated this often, after `Retry-After`, up to this limit. */
const maxRetries = 3;
const maxWaitMs = 30_000;

/** A POST. Each request has the revision that it expects, which makes a repeat safe. */
interface Request {
  readonly path: string;
  readonly body: object;
}

export async function sendRequest(connection: Connection, request: Request): Promise<Answer> {
  for (let retries = 0; ; retries += 1) {
    const answer = await send(connection, request);
    const isThrottled = answer.status === 429 || answer.status === 503;
    if (!isThrottled || retries === maxRetries) return answer;
    await connection.wait(waitMs(answer.retryAfter, retries));
  }
}

async function send({ url, key }: Connection, { path, body }: Request) {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${url}${path}`, {
      method: 'POST',
      // fetch would follow a redirect anywhere and send the key along.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { 'x-functions-key': key }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await answer.text();
  } catch (error) {
    throw new NoResponseError(`${url} cannot be reached: ${reasonOf(error)}.`);
  }
  const { status } = answer;
  if (status >= 300 && status < 400) {
    const where = originOf(answer.headers.get('location'), url);
    const advice = 'Nothing was sent there. If the engine is there, give its address as --url';
    throw new FatalError(`${url} redirects ${path} to ${where} (${status}). ${advice}.`);
  }
  if (status === 401 || status === 403) {
    const why = key === undefined ? 'needs a function key' : 'refuses this function key';
    throw new FatalError(`${url} ${why} (${status}); pass it as --key or in ENGINE_KEY.`);
  }
  const parsed = jsonOf(text);
  const toError = () => {
    const problem = shownSchema.safeParse(parsed).data;
    const excerpt = text.trim().slice(0, 200);
    const why = problem?.detail ?? problem?.title ?? (excerpt === '' ? 'no text' : excerpt);
    const hint = answer.ok || status === 404 ? ' Check the address; it ends in /api.' : '';
    return new FatalError(`${url} answered ${status} to ${path}: ${why}.${hint}`);
  };
  const retryAfter = answer.headers.get('retry-after');
  return { ok: answer.ok, status, retryAfter, body: parsed, toError };
}

export function problemOf({ status, body }: Answer): Problem {
  const { title, detail, code, errors } = shownSchema.safeParse(body).data ?? {};
  const message = detail ?? title ?? `The engine answered ${status} without a reason.`;
  return { status, code, message, issues: errors ?? [] };
}

/** Seconds or a date, as in HTTP. */
function waitMs(retryAfter: string | null, retries: number): number {
  const text = retryAfter ?? '';
  const requestedMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  const ms = Number.isNaN(requestedMs) ? 1000 * 2 ** retries : requestedMs;
  return Math.min(Math.max(ms, 0), maxWaitMs);
}

function originOf(location: string | null, url: string): string {
  if (location === null || !URL.canParse(location, url)) return 'an invalid address';
  return new URL(location, url).origin;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch wraps the reason of a failure. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no response within ${timeoutMs / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? reasonOf(cause) : error.message;
}
