/** Writes the HTTP response of a handler. */
import { type ServerResponse } from 'node:http';
import { type RpcCookie, type RpcData } from '../app/programming-model.ts';

const sameSiteWords = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' } as const;

function cookieText(cookie: RpcCookie): string {
  const { sameSite, expires } = cookie;
  const parts = [`${cookie.name ?? ''}=${encodeURIComponent(cookie.value ?? '')}`];
  const seconds = expires?.value?.seconds;
  if (seconds !== undefined) parts.push(`expires=${new Date(seconds * 1000).toUTCString()}`);
  if (cookie.maxAge?.value !== undefined) parts.push(`max-age=${cookie.maxAge.value}`);
  if (cookie.domain?.value !== undefined) parts.push(`domain=${cookie.domain.value}`);
  parts.push(`path=${cookie.path?.value ?? '/'}`);
  if (cookie.secure?.value === true) parts.push('secure');
  if (cookie.httpOnly?.value === true) parts.push('httponly');
  if (sameSite !== undefined && sameSite !== 'none')
    parts.push(`samesite=${sameSiteWords[sameSite]}`);
  return parts.join('; ');
}

/** A handler without a result answers 204. */
export function writeAnswer(response: ServerResponse, returned: RpcData | null | undefined): void {
  const http = returned?.http;
  if (!http) {
    response.writeHead(204).end();
    return;
  }
  for (const [name, value] of Object.entries(http.headers ?? {})) response.setHeader(name, value);
  if (http.cookies && http.cookies.length > 0)
    response.setHeader('set-cookie', http.cookies.map(cookieText));
  const status = Number(http.statusCode ?? 200);
  const body = http.body?.bytes;
  response.statusCode = status;
  if (status !== 204 && status !== 304 && !response.hasHeader('content-length'))
    response.setHeader('content-length', body?.byteLength ?? 0);
  response.end(body);
}

/** The response when no function handles the request. */
export interface Reply {
  readonly status: number;
  readonly text?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function writeReply(response: ServerResponse, reply: Reply): void {
  const { status, json, headers } = reply;
  if (json === undefined) {
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    writeStatus(response, status, reply.text);
    return;
  }
  const text = JSON.stringify(json);
  const type = { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

export function writeStatus(response: ServerResponse, status: number, text = ''): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    ...(text !== '' && { 'content-type': 'text/plain; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
