// A stored document: the properties of the client, then those of the service.
import { badRequest, CosmosError } from '../error.ts';
import { type JsonObject } from '../json.ts';
import { newEtag, type Container } from '../store/container.ts';
import { type NewDocument } from '../store/documents.ts';
import { partitionKeyOf } from '../store/partition-key.ts';

const systemProperties = ['_rid', '_self', '_etag', '_attachments', '_ts'] as const;
export const mostItemBytes = 2 * 1024 * 1024;
const mostIdBytes = 1023;

export const tooLarge = () => new CosmosError(413, 'Request size is too large.');

export function documentId(document: JsonObject): string {
  const { id } = document;
  if (typeof id === 'string' && id !== '' && !/[/\\#?]/.test(id)) {
    if (Buffer.byteLength(id) <= mostIdBytes) return id;
  }
  throw badRequest(
    `The input content is invalid because the required properties - 'id; ' - are missing or invalid: ${JSON.stringify(id)}.`,
  );
}

function ttlOf(document: JsonObject): number | undefined {
  const { ttl } = document;
  if (ttl === undefined) return undefined;
  if (typeof ttl === 'number' && Number.isInteger(ttl) && (ttl === -1 || ttl > 0)) return ttl;
  throw badRequest(`The input ttl ${JSON.stringify(ttl)} is invalid: it must be -1 or above 0.`);
}

/** The `ttl` of a document applies only if the container has a default; -1 means no expiry. */
function expiryOf({ shape }: Container, document: JsonObject, now: number): number | null {
  const ttl = ttlOf(document) ?? shape.defaultTtl;
  if (shape.defaultTtl === undefined || ttl === undefined || ttl === -1) return null;
  return Math.floor(now + ttl * 1000);
}

export function storedDocument(
  container: Container,
  place: { pk: string; seq: number },
  content: JsonObject,
  now: number,
): NewDocument {
  if (partitionKeyOf(content, container.partitionPaths) !== place.pk) {
    throw new CosmosError(
      400,
      "PartitionKey extracted from document doesn't match the one specified in the header.",
      { substatus: 1001 },
    );
  }
  const id = documentId(content);
  const rid = container.documents.rid(place.seq);
  const etag = newEtag();
  const ts = Math.floor(now / 1000);
  const document: JsonObject = { ...content };
  for (const name of systemProperties) Reflect.deleteProperty(document, name);
  document['_rid'] = rid;
  document['_self'] = `${container.selfLink}docs/${rid}/`;
  document['_etag'] = etag;
  document['_attachments'] = 'attachments/';
  document['_ts'] = ts;
  const body = JSON.stringify(document);
  if (Buffer.byteLength(body) > mostItemBytes) throw tooLarge();
  const expires = expiryOf(container, content, now);
  return { pk: place.pk, id, expires, etag, ts, document, body };
}
