/** Derives the BlobCreated event from a storage request that created or replaced a blob. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** An Event Grid event without the fields that the service adds. */
export interface BlobCreated {
  readonly eventType: 'Microsoft.Storage.BlobCreated';
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let sequence = 0n;

const first = (value: string | string[] | number | undefined) =>
  value === undefined ? undefined : String(value);

function creation(request: IncomingMessage, response: ServerResponse): BlobCreated | undefined {
  if (request.method !== 'PUT' || response.statusCode < 201 || response.statusCode > 202) return;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const comp = url.searchParams.get('comp');
  // Blocks, pages, metadata and leases do not raise an event; only a request that completes a blob does.
  if (url.searchParams.has('restype') || (comp !== null && comp !== 'blocklist')) return;
  const [, , container, ...name] = url.pathname.split('/').map(decodeURIComponent);
  if (container === undefined || name.length === 0) return;
  const header = (wanted: string) => first(request.headers[wanted]);
  const copied = header('x-ms-copy-source') !== undefined;
  const whole = comp === null && !copied;
  const api = whole ? 'PutBlob' : copied ? 'CopyBlob' : 'PutBlockList';
  const contentType =
    header('x-ms-blob-content-type') ?? (whole ? header('content-type') : undefined);
  const contentLength = whole ? header('content-length') : undefined;
  sequence += 1n;
  return {
    eventType: 'Microsoft.Storage.BlobCreated',
    subject: `/blobServices/default/containers/${container}/blobs/${name.join('/')}`,
    data: {
      api,
      clientRequestId: header('x-ms-client-request-id'),
      requestId: first(response.getHeader('x-ms-request-id')),
      eTag: first(response.getHeader('etag'))?.replaceAll('"', ''),
      contentType: contentType ?? 'application/octet-stream',
      ...(contentLength !== undefined && { contentLength: Number(contentLength) }),
      blobType: header('x-ms-blob-type') ?? 'BlockBlob',
      url: `${url.origin}${url.pathname}`,
      sequencer: sequence.toString(16).padStart(32, '0'),
      storageDiagnostics: { batchId: randomUUID() },
    },
  };
}

/** `tell` runs before the writer receives its response, so that no acknowledged write lacks its event. */
export function blobCreatedListener(server: Server, tell: (created: BlobCreated) => void): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...args: unknown[]) => {
      const created = creation(request, response);
      if (created) tell(created);
      return end(...args);
    }) as typeof response.end;
  });
}
