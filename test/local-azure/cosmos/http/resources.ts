// The routes of databases and containers.
import { CosmosError, notSupported } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { prepare } from '../sql/statement.ts';
import { parseQuery } from '../sql/parse.ts';
import { type Catalog, type Database } from '../store/catalog.ts';
import { containerBody, type Container } from '../store/container.ts';
import { isQuery, queryOf } from './query-request.ts';
import { type Reply, type Request } from './request.ts';

const json = (status: number, body: JsonObject): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: typeof body['_etag'] === 'string' ? { etag: body['_etag'] } : {},
});

const wrongMethod = (method: string) =>
  new CosmosError(405, `The method ${method} is not allowed on this resource.`);

function feed(request: Request, name: string, rid: string, resources: JsonObject[]): Reply {
  const listed = isQuery(request) ? filterResources(request, resources) : resources;
  return json(200, { _rid: rid, [name]: listed, _count: listed.length });
}

/** Queries over databases and containers support a filter only. */
function filterResources(request: Request, resources: JsonObject[]): Json[] {
  const { text, parameters } = queryOf(request);
  const statement = prepare(parseQuery(text));
  const { query } = statement;
  if (
    statement.grouped ||
    query.distinct ||
    query.top ||
    query.offset ||
    query.orderBy.length > 0
  ) {
    throw notSupported('More than a filter in a query over databases or containers');
  }
  const rows = resources.map((document) => ({ document, parameters, aggregates: [] }));
  return rows
    .filter((row) => !statement.matches || statement.matches(row) === true)
    .map((row) => statement.project(row))
    .filter((value) => value !== undefined);
}

export function databasesReply(catalog: Catalog, request: Request): Reply {
  if (request.method === 'POST' && !isQuery(request)) {
    return json(201, catalog.createDatabase(request.object()).body);
  }
  if (request.method !== 'GET' && request.method !== 'POST') throw wrongMethod(request.method);
  const bodies = [...catalog.databases.values()].map(({ body }) => body);
  return feed(request, 'Databases', '', bodies);
}

export function databaseReply(catalog: Catalog, database: Database, request: Request): Reply {
  if (request.method === 'GET') return json(200, database.body);
  if (request.method !== 'DELETE') throw wrongMethod(request.method);
  catalog.deleteDatabase(database);
  return { status: 204 };
}

export function containersReply(catalog: Catalog, database: Database, request: Request): Reply {
  if (request.method === 'POST' && !isQuery(request)) {
    const container = catalog.createContainer(database, withDefaults(request.object()));
    return json(201, containerBody(container));
  }
  if (request.method !== 'GET' && request.method !== 'POST') throw wrongMethod(request.method);
  const bodies = [...database.containers.values()].map(containerBody);
  return feed(request, 'DocumentCollections', database.rid, bodies);
}

export function containerReply(
  catalog: Catalog,
  database: Database,
  container: Container,
  request: Request,
): Reply {
  switch (request.method) {
    case 'GET':
      return json(200, containerBody(container));
    case 'PUT': {
      const resource = withDefaults(request.object());
      return json(200, containerBody(catalog.replaceContainer(database, container, resource)));
    }
    case 'DELETE':
      catalog.deleteContainer(database, container);
      return { status: 204 };
    default:
      throw wrongMethod(request.method);
  }
}

/** The defaults of the service for omitted properties. */
export function withDefaults(resource: JsonObject): JsonObject {
  const policy = isObject(resource['indexingPolicy']) ? resource['indexingPolicy'] : {};
  const excluded = policy['excludedPaths'];
  const excludesAll =
    Array.isArray(excluded) && excluded.some((entry) => isObject(entry) && entry['path'] === '/*');
  const key = resource['partitionKey'];
  const ownFields = Object.entries(resource).filter(([name]) => !name.startsWith('_'));
  return {
    ...Object.fromEntries(ownFields),
    indexingPolicy: {
      indexingMode: 'consistent',
      automatic: true,
      includedPaths: excludesAll ? [] : [{ path: '/*' }],
      excludedPaths: [{ path: '/"_etag"/?' }],
      ...policy,
    },
    ...(isObject(key) ? { partitionKey: { kind: 'Hash', version: 2, ...key } } : {}),
  };
}
