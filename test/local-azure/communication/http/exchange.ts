import { type IncomingHttpHeaders } from 'node:http';

/** One request and its response. A body stays text until a route parses it. */
export interface Request {
  readonly method: string;
  /** Path and query, byte for byte as sent, because the signature covers them. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The response is lost: the server closes the connection instead. */
  readonly cut?: boolean;
}

export function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
