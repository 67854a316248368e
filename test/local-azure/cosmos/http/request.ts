import { type IncomingMessage } from 'node:http';
import { badRequest } from '../error.ts';
import { isObject, parseJson, type Json, type JsonObject } from '../json.ts';
import { mostItemBytes, tooLarge } from '../item/stored.ts';

export interface Request {
  method: string;
  /** The decoded segments of the path. */
  segments: string[];
  header(name: string): string | undefined;
  isTrue(name: string): boolean;
  text: string;
  json(): Json;
  object(): JsonObject;
}
export interface Reply {
  status: number;
  /** JSON text; absent for 204 and 304. */
  body?: string;
  headers?: Record<string, string>;
  charge?: number;
}

// A bulk request may be slightly larger than one document, because its envelope is not counted.
const mostRequestBytes = mostItemBytes + 200 * 1024;

export async function readRequest(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Read the whole body: a client that is still sending would not see the response.
    if (length <= mostRequestBytes) chunks.push(chunk);
  }
  if (length > mostRequestBytes) throw tooLarge();
  const text = Buffer.concat(chunks).toString();
  const header = (name: string) => {
    const value = message.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const json = () => {
    try {
      return parseJson(text);
    } catch {
      throw badRequest(
        'The request payload is invalid. Ensure to provide a valid request payload.',
      );
    }
  };
  return {
    method: message.method ?? 'GET',
    segments: segmentsOf(message.url ?? '/'),
    header,
    isTrue: (name) => header(name)?.toLowerCase() === 'true',
    text,
    json,
    object: () => {
      const value = json();
      if (isObject(value)) return value;
      throw badRequest('The request payload must be a JSON object.');
    },
  };
}

function segmentsOf(url: string): string[] {
  try {
    return url.split('?')[0]!.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw badRequest('The request url is invalid.');
  }
}
