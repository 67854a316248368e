import { type IncomingHttpHeaders } from 'node:http';

/** One request as it came, and what is answered. Bodies stay text until somebody needs their meaning. */
export interface Request {
  readonly method: string;
  /** Path and query, byte for byte as sent: the signature covers them so. */
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
  /** The answer is lost: the connection is cut instead. */
  readonly cut?: boolean;
}

export function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
