// The routes below a container: documents, batches, queries, ranges.
import { type DatabaseSync } from 'node:sqlite';
import { badRequest, CosmosError, notSupported } from '../error.ts';
import { isObject, type JsonObject } from '../json.ts';
import { bulk, operationsOf, transactionalBatch } from '../item/batch.ts';
import { perform, type Outcome } from '../item/perform.ts';
import { mostItemBytes, tooLarge } from '../item/stored.ts';
import { type Container } from '../store/container.ts';
import { partitionScope, wholeKey, type PartitionScope } from '../store/partition-key.ts';
import { feedReply, isQuery, isQueryPlan, queryPlanReply, queryReply } from './query-request.ts';
import { type Reply, type Request } from './request.ts';

export interface Place {
  db: DatabaseSync;
  container: Container;
  now: number;
  emptyPages: boolean;
}

/** A query is a POST without changes. */
export const isRead = (request: Request) =>
  request.method === 'GET' || isQuery(request) || isQueryPlan(request);

const scopeOf = (request: Request, { partitionPaths }: Container): PartitionScope | undefined => {
  const header = request.header('x-ms-documentdb-partitionkey');
  return header === undefined ? undefined : partitionScope(header, partitionPaths);
};

const refusedHeaders = {
  'x-ms-documentdb-pre-trigger-include': 'A trigger',
  'x-ms-documentdb-post-trigger-include': 'A trigger',
  'x-ms-indexing-directive': 'The indexing directive',
};

function refuseHeaders(request: Request): void {
  for (const [name, construct] of Object.entries(refusedHeaders)) {
    if (request.header(name) !== undefined) throw notSupported(construct);
  }
}

export function documentsReply(request: Request, place: Place): Reply {
  refuseHeaders(request);
  const { container } = place;
  const scope = scopeOf(request, container);
  if (request.method === 'GET') {
    if (request.header('a-im') !== undefined) throw notSupported('The change feed');
    return feedReply(request, { ...place, scope });
  }
  if (request.method !== 'POST') throw new CosmosError(405, 'The method is not allowed.');
  if (request.isTrue('x-ms-cosmos-is-batch-request')) return batchReply(request, place, scope);
  if (isQueryPlan(request)) return queryPlanReply(request);
  if (isQuery(request)) return queryReply(request, { ...place, scope });
  const isUpsert = request.isTrue('x-ms-documentdb-is-upsert');
  return write(request, place, scope, { type: isUpsert ? 'Upsert' : 'Create', id: undefined });
}

const operationOf: Readonly<Record<string, string>> = {
  GET: 'Read',
  PUT: 'Replace',
  PATCH: 'Patch',
  DELETE: 'Delete',
};

export function documentReply(request: Request, place: Place, id: string): Reply {
  refuseHeaders(request);
  const type = operationOf[request.method];
  if (!type) throw new CosmosError(405, 'The method is not allowed.');
  return write(request, place, scopeOf(request, place.container), { type, id });
}

function write(
  request: Request,
  { container, now }: Place,
  scope: PartitionScope | undefined,
  { type, id }: { type: string; id: string | undefined },
): Reply {
  if (Buffer.byteLength(request.text) > mostItemBytes) throw tooLarge();
  const content = type === 'Read' || type === 'Delete' ? undefined : contentOf(request, type);
  const outcome = perform(
    container,
    wholeKey(scope),
    {
      type,
      id,
      content,
      ifMatch: request.header('if-match'),
      ifNoneMatch: request.header('if-none-match'),
    },
    now,
  );
  return replyOf(outcome);
}

/** The body of a patch may be a list of operations only. */
function contentOf(request: Request, type: string): JsonObject {
  const value = request.json();
  if (isObject(value)) return value;
  if (type === 'Patch' && Array.isArray(value)) return { operations: value };
  throw badRequest('The request payload must be a JSON object.');
}

function replyOf({ status, etag, body, charge }: Outcome): Reply {
  const headers = etag === undefined ? {} : { etag };
  return body === undefined ? { status, headers, charge } : { status, headers, charge, body };
}

function batchReply(request: Request, place: Place, scope: PartitionScope | undefined): Reply {
  const { db, container, now } = place;
  const operations = operationsOf(request.json());
  const minimal = request.header('prefer') === 'return=minimal';
  if (request.isTrue('x-ms-cosmos-batch-atomic')) {
    // A whole batch may be as large as one document.
    if (Buffer.byteLength(request.text) > mostItemBytes) throw tooLarge();
    const pk = wholeKey(scope);
    return transactionalBatch(db, container, pk, operations, { now, minimal });
  }
  const continueOnError = request.isTrue('x-ms-cosmos-batch-continue-on-error');
  return bulk(db, container, operations, { now, minimal, continueOnError });
}

/** Deletes all documents of a partition, for `deleteAllItemsForPartitionKey`. */
export function partitionDeleteReply(request: Request, { container }: Place): Reply {
  container.documents.clear(wholeKey(scopeOf(request, container)));
  return { status: 200, body: '{}' };
}

/** The only physical range, so that no hashes are needed. Its id must be a string. */
export function rangesReply(container: Container): Reply {
  const range = {
    _rid: container.rid,
    id: '0',
    _etag: container.etag,
    minInclusive: '',
    maxExclusive: 'FF',
    ridPrefix: 0,
    _self: `${container.selfLink}pkranges/0/`,
    throughputFraction: 1,
    status: 'online',
    parents: [],
    _ts: container.ts,
  };
  const feed = { _rid: container.rid, PartitionKeyRanges: [range], _count: 1 };
  return { status: 200, body: JSON.stringify(feed) };
}
