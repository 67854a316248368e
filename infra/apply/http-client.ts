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
  readonly etag: string | null;
  /** Undefined if it is not JSON. */
  readonly body: unknown;
  /** For a response that cannot be used. */
  unexpected(): FatalError;
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

/** An edit re-evaluates up to a thousand queued tasks before its response. */
const patienceMs = { GET: 30_000, PUT: 120_000, DELETE: 120_000 } as const;
/** On 429 and 503 the request is repeated this often, after `Retry-After`, up to this limit. */
const mostAgain = 3;
const longestWaitMs = 30_000;

interface Request {
  readonly method: keyof typeof patienceMs;
  readonly path: string;
  readonly body?: object;
  /** Every write is conditional, which makes a repeat safe. */
  readonly headers?: Readonly<Record<string, string>>;
}

export async function sendRequest(connection: Connection, request: Request): Promise<Answer> {
  for (let again = 0; ; again += 1) {
    const answer = await send(connection, request);
    const busy = answer.status === 429 || answer.status === 503;
    if (!busy || again === mostAgain) return answer;
    await connection.wait(waitMs(answer.retryAfter, again));
  }
}

async function send({ url, key }: Connection, { method, path, body, headers }: Request) {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${url}${path}`, {
      method,
      // fetch would follow a redirect anywhere and send the key along.
      redirect: 'manual',
      headers: {
        ...headers,
        ...(key !== undefined && { 'x-functions-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs[method]),
    });
    text = await answer.text();
  } catch (error) {
    throw new NoResponseError(`${url} cannot be reached: ${reasonOf(error, patienceMs[method])}.`);
  }
  const { status } = answer;
  if (status >= 300 && status < 400) {
    const where = originOf(answer.headers.get('location'), url);
    const advice = 'Nothing was sent there. If the engine is there, give its address as --url';
    throw new FatalError(`${url} sends ${method} ${path} on to ${where} (${status}). ${advice}.`);
  }
  if (status === 401 || status === 403) {
    const why = key === undefined ? 'asks for a function key' : 'does not take this function key';
    throw new FatalError(`${url} ${why} (${status}); give it as --key or in ENGINE_KEY.`);
  }
  const parsed = jsonOf(text);
  const unexpected = () => {
    const said = shownSchema.safeParse(parsed).data;
    const why = said?.detail ?? said?.title ?? (text.trim().slice(0, 200) || 'nothing more');
    const hint = answer.ok || status === 404 ? ' Is the address right? It ends in /api.' : '';
    return new FatalError(`${url} answered ${status} to ${method} ${path}: ${why}.${hint}`);
  };
  const retryAfter = answer.headers.get('retry-after');
  const etag = answer.headers.get('etag');
  return { ok: answer.ok, status, etag, retryAfter, body: parsed, unexpected };
}

export function problemOf({ status, body }: Answer): Problem {
  const { title, detail, code, errors } = shownSchema.safeParse(body).data ?? {};
  const message = detail ?? title ?? `It answered ${status} and did not say why.`;
  return { status, code, message, issues: errors ?? [] };
}

/** Seconds or a date, as in HTTP. */
function waitMs(retryAfter: string | null, again: number): number {
  const said = retryAfter ?? '';
  const askedMs = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  const ms = Number.isNaN(askedMs) ? 1000 * 2 ** again : askedMs;
  return Math.min(Math.max(ms, 0), longestWaitMs);
}

function originOf(location: string | null, url: string): string {
  if (location === null || !URL.canParse(location, url)) return 'nowhere';
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
function reasonOf(error: unknown, withinMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${withinMs / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0], withinMs);
  return cause instanceof Error ? reasonOf(cause, withinMs) : error.message;
}
