import { badRequest } from '../error.ts';
import { isObject, type Json } from '../json.ts';
import { queryCharge } from '../item/charge.ts';
import { needsMerge, planOf, refuseMerge } from '../query/cross-partition.ts';
import { page } from '../query/page.ts';
import { type Search } from '../query/route.ts';
import { statement, type Statement } from '../sql/statement.ts';
import { type Parameters } from '../sql/evaluate.ts';
import { type PartitionScope } from '../store/partition-key.ts';
import { type Reply, type Request } from './request.ts';

const mostPerPage = 1000;

export const isQuery = (request: Request) =>
  request.isTrue('x-ms-documentdb-isquery') ||
  (request.header('content-type') ?? '').startsWith('application/query+json');

export const isQueryPlan = (request: Request) =>
  request.isTrue('x-ms-cosmos-is-query-plan-request');

export function queryOf(request: Request): { text: string; parameters: Parameters } {
  const { query, parameters } = request.object();
  if (typeof query !== 'string') throw badRequest('The request has no query text.');
  const given: Json[] = Array.isArray(parameters) ? parameters : [];
  const named = given.map((parameter): [string, Json] => {
    if (!isObject(parameter) || typeof parameter['name'] !== 'string') {
      throw badRequest('A query parameter needs a name and a value.');
    }
    // A parameter without a value is undefined, like an unknown parameter.
    return [parameter['value'] === undefined ? '' : parameter['name'], parameter['value'] ?? null];
  });
  return { text: query, parameters: new Map(named.filter(([name]) => name !== '')) };
}

export function queryPlanReply(request: Request): Reply {
  const { text, parameters } = queryOf(request);
  return { status: 200, body: JSON.stringify(planOf(statement(text), parameters)) };
}

type Target = Pick<Search, 'db' | 'container' | 'scope' | 'now'> & { emptyPages: boolean };

export function queryReply(request: Request, target: Target): Reply {
  const { text, parameters } = queryOf(request);
  const parsedStatement = statement(text);
  refuseUnscoped(request, target.scope, parsedStatement, parameters);
  return pageReply(request, { ...target, statement: parsedStatement, parameters });
}

/** Reads the whole feed, or one partition of it. */
export const feedReply = (request: Request, target: Target) =>
  pageReply(request, { ...target, statement: statement('SELECT * FROM c'), parameters: new Map() });

function refuseUnscoped(
  request: Request,
  scope: PartitionScope | undefined,
  asked: Statement,
  parameters: Parameters,
): void {
  const isOneRange = request.header('x-ms-documentdb-partitionkeyrangeid') !== undefined;
  // The documents below a prefix may be in several physical partitions, like those of the whole container.
  const isOnePartition = scope !== undefined && !scope.prefix;
  if (!isOneRange && !isOnePartition && needsMerge(asked)) throw refuseMerge(asked, parameters);
}

function pageReply(request: Request, given: Omit<Search, 'meter'> & Target): Reply {
  const meter = { documents: 0, characters: 0 };
  const { results, continuation } = page(
    { ...given, meter },
    {
      pageSize: pageSizeOf(request.header('x-ms-max-item-count')),
      continuation: request.header('x-ms-continuation'),
      afterEmpty: given.emptyPages,
    },
  );
  const headers: Record<string, string> = { 'x-ms-item-count': String(results.length) };
  if (continuation !== undefined) headers['x-ms-continuation'] = continuation;
  if (request.isTrue('x-ms-documentdb-populatequerymetrics')) {
    headers['x-ms-documentdb-query-metrics'] =
      `totalExecutionTimeInMs=0;retrievedDocumentCount=${meter.documents};retrievedDocumentSize=${meter.characters};outputDocumentCount=${results.length}`;
  }
  const { rid } = given.container;
  const body = `{"_rid":${JSON.stringify(rid)},"Documents":[${results.join(',')}],"_count":${results.length}}`;
  return { status: 200, body, headers, charge: queryCharge(meter.documents, meter.characters) };
}

function pageSizeOf(header: string | undefined): number {
  const requestedSize = Number(header ?? -1);
  return requestedSize > 0 ? Math.min(Math.floor(requestedSize), mostPerPage) : mostPerPage;
}
