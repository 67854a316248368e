/** Request bodies up to the host's limit: 100 MB, or FUNCTIONS_REQUEST_BODY_SIZE_LIMIT. */
import { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

export function bodyLimit(setting: string | undefined): number {
  if (setting === undefined) return 104_857_600;
  const bytes = Number(setting);
  if (!(bytes > 0))
    throw new Error(`FUNCTIONS_REQUEST_BODY_SIZE_LIMIT must be a number, not '${setting}'.`);
  return bytes;
}

const hasBody = (request: IncomingMessage) =>
  request.headers['content-length'] !== undefined ||
  request.headers['transfer-encoding'] !== undefined;

function refuseDeclared(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new BodyTooLarge(`Request body too large. The max request body size is ${limit} bytes.`);
}

/** The whole body. A request without a declared body is not read. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> {
  if (!hasBody(request)) return undefined;
  refuseDeclared(request, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge(`Request body too large: over ${limit} bytes.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** The body as a stream. A body without a declared length is counted and cut off at the limit. */
export function streamBody(request: IncomingMessage, limit: number): Readable {
  refuseDeclared(request, limit);
  if (request.headers['transfer-encoding'] === undefined) return request;
  async function* counted() {
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new BodyTooLarge(`Request body too large: over ${limit} bytes.`);
      yield chunk;
    }
  }
  return Readable.from(counted(), { objectMode: false });
}
