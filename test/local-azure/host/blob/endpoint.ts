/**
 * The blob extension's webhook, `/runtime/webhooks/blobs?functionName=Host.Functions.…&code=…`. It answers the
 * handshake and puts each event of a delivery on the host's queue. 202 confirms the enqueue, not the result of the
 * function. An unreadable body is 500, as in the real host, so that Event Grid sends it again.
 */
import { z } from 'zod';
import { readBody } from '../http/body.ts';
import { type Keys, opensExtension, presentedKey } from '../http/keys.ts';
import { type Endpoint } from '../http/server.ts';
import { blobMessage, type BlobMessage } from './message.ts';
import { type BlobQueue } from './work-queue.ts';

/** Event Grid sends at most this many events per request. */
const largestDelivery = 1024 * 1024 + 65_536;

const event = z.object({
  data: z.object({
    url: z.url(),
    eTag: z.string(),
    blobType: z.enum(['BlockBlob', 'AppendBlob', 'PageBlob']),
  }),
});
const delivery = z.union([z.array(event), event.transform((one) => [one])]);
const handshake = z.tuple(
  [z.object({ data: z.object({ validationCode: z.string() }) })],
  z.unknown(),
);

/** An emulator has an address instead of a host name: the account is the first path segment. */
function placeOf(url: string): { ContainerName: string; BlobName: string } {
  const { hostname, pathname } = new URL(url);
  const parts = pathname.slice(1).split('/').map(decodeURIComponent);
  const [container = '', ...name] = /^(?:[\d.]+|localhost)$/.test(hostname)
    ? parts.slice(1)
    : parts;
  return { ContainerName: container, BlobName: name.join('/') };
}

function messageOf(FunctionId: string, { data }: z.infer<typeof event>): BlobMessage {
  const { url, eTag, blobType: BlobType } = data;
  return blobMessage({ FunctionId, BlobType, ...placeOf(url), ETag: `"${eTag}"` });
}

export function blobEndpoint(queue: BlobQueue, keys: Keys): Endpoint {
  return async (request, _response, _path, query) => {
    const values = new URLSearchParams(query);
    if (!opensExtension('blobs_extension', presentedKey(request, values), keys))
      return { status: 401 };
    const kind = String(request.headers['aeg-event-type']).toLowerCase();
    if (kind === 'unsubscribe') return { status: 202 };
    if (kind !== 'subscriptionvalidation' && kind !== 'notification') return { status: 400 };
    const body = await readBody(request, largestDelivery);
    const json: unknown = JSON.parse((body ?? Buffer.alloc(0)).toString('utf8'));
    if (kind === 'subscriptionvalidation') {
      const [{ data }] = handshake.parse(json);
      return { status: 200, json: { validationResponse: data.validationCode } };
    }
    const id = values.get('functionName') ?? '';
    for (const one of delivery.parse(json)) await queue.add(messageOf(id, one));
    return { status: 202 };
  };
}
