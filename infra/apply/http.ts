// One request to the API. What concerns the whole run, an engine that is not there or a key that is not taken, stops it in
// one line; what concerns one document is an answer to show beside it.
import { z } from 'zod';
import { Stop } from './stop.ts';

export interface Connection {
  readonly url: string;
  readonly key: string | undefined;
}

export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly etag: string | null;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
  /** For an answer that nothing can be done with. */
  unexpected(): Stop;
}

const issueSchema = z.object({
  path: z.string(),
  value: z.unknown().optional(),
  message: z.string(),
});
const problemSchema = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  errors: z.array(issueSchema).optional(),
});

/** RFC 9457 problem details, as far as they are shown. */
export interface Problem {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly issues: readonly z.infer<typeof issueSchema>[];
}

/** An edit looks at up to a thousand queued tasks before it is answered. */
const patienceMs = 120_000;

export async function ask(
  { url, key }: Connection,
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(key !== undefined && { 'x-functions-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    text = await answer.text();
  } catch (error) {
    throw new Stop(`${url} cannot be reached: ${reasonOf(error)}.`);
  }
  const { status } = answer;
  if (status === 401 || status === 403) {
    const why = key === undefined ? 'asks for a function key' : 'does not take this function key';
    throw new Stop(`${url} ${why} (${status}); give it as --key or in ENGINE_KEY.`);
  }
  const parsed = jsonOf(text);
  const unexpected = () => {
    const said = problemSchema.safeParse(parsed).data;
    const why = said?.detail ?? said?.title ?? (text.trim().slice(0, 200) || 'nothing more');
    const hint = status === 404 ? ' Is the address right? It ends in /api.' : '';
    return new Stop(`${url} answered ${status} to ${method} ${path}: ${why}.${hint}`);
  };
  return { ok: answer.ok, status, etag: answer.headers.get('etag'), body: parsed, unexpected };
}

export function problemOf({ status, body }: Answer): Problem {
  const { title, detail, code, errors } = problemSchema.safeParse(body).data ?? {};
  const message = detail ?? title ?? `It answered ${status} and did not say why.`;
  return { status, code, message, issues: errors ?? [] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch says that it failed; why, is below. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${patienceMs / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? reasonOf(cause) : error.message;
}
