// Queries over several partitions, as the hosted gateway handles them. A query that needs a merge is refused with a
// plan. With the plan, the client queries each physical partition and merges the results. The rewritten query is SQL of
// this emulator. Its select list has the merge inputs: order items, partial aggregates, group keys.
import { CosmosError, notSupported } from '../error.ts';
import { type JsonObject } from '../json.ts';
import { type Parameters } from '../sql/evaluate.ts';
import { count, type Statement } from '../sql/statement.ts';
import { type Clause, type Expression, type Query } from '../sql/syntax.ts';

type Aggregate = Extract<Expression, { kind: 'aggregate' }>;

/** The client replaces this placeholder by `true`, or by its condition for the next page. */
const filterPlaceholder = '{documentdb-formattableorderbyquery-filter}';

const planNames: Readonly<Record<Aggregate['name'], string>> = {
  COUNT: 'Count',
  SUM: 'Sum',
  MIN: 'Min',
  MAX: 'Max',
  AVG: 'Average',
};

export const needsMerge = ({ query, grouped }: Statement) =>
  grouped ||
  query.distinct ||
  query.orderBy.length > 0 ||
  query.top !== undefined ||
  query.offset !== undefined;

export function refuseMerge(statement: Statement, parameters: Parameters): CosmosError {
  if (
    statement.query.groupBy.length > 0 ||
    (statement.grouped && statement.query.selection.kind !== 'value')
  ) {
    return new CosmosError(
      400,
      "Cross partition query only supports 'VALUE <AggregateFunc>' for aggregates.",
    );
  }
  return new CosmosError(
    400,
    'The provided cross partition query can not be directly served by the gateway. This is a first chance (internal) exception that all newer clients will know how to handle gracefully. This exception is traced, but unless you see it bubble up as an exception (which only happens on older SDK clients), then you can safely ignore this message.',
    {
      substatus: 1004,
      extra: { additionalErrorInfo: JSON.stringify(planOf(statement, parameters)) },
    },
  );
}

export function planOf(statement: Statement, parameters: Parameters): JsonObject {
  const { query } = statement;
  const items = itemsOf(query);
  const named = items.filter((item) => item.name !== undefined);
  const partial = (clause: Clause) =>
    clause.expression.kind === 'aggregate' ? planNames[clause.expression.name] : null;
  const types = items.map(({ clause }) => partial(clause)).filter((name) => name !== null);
  const hasGroups = query.groupBy.length > 0;
  const isValue = query.selection.kind === 'value';
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: query.distinct ? 'Unordered' : 'None',
      top: count(query.top, parameters) ?? null,
      offset: count(query.offset, parameters) ?? null,
      limit: count(query.limit, parameters) ?? null,
      orderBy: query.orderBy.map(({ descending }) => (descending ? 'Descending' : 'Ascending')),
      orderByExpressions: query.orderBy.map(({ clause }) => clause.text),
      groupByExpressions: query.groupBy.map(({ text }) => text),
      groupByAliases: hasGroups ? named.map(({ name }) => name!) : [],
      aggregates: hasGroups && !isValue ? [] : types,
      groupByAliasToAggregateType: hasGroups
        ? Object.fromEntries(named.map(({ name, clause }) => [name!, partial(clause)]))
        : {},
      rewrittenQuery: rewriteQuery(statement, parameters),
      hasSelectValue: isValue,
      dCountInfo: null,
      hasNonStreamingOrderBy: false,
    },
    queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
  };
}

function itemsOf({ selection }: Query): { name: string | undefined; clause: Clause }[] {
  switch (selection.kind) {
    case 'all':
      return [];
    case 'value':
      return [{ name: undefined, clause: selection.clause }];
    case 'list':
      return selection.items;
  }
}

function rewriteQuery({ query, grouped }: Statement, parameters: Parameters): string {
  const { alias, where, offset, limit } = query;
  const filter = where ? ` WHERE ${where.text}` : '';
  if (grouped) {
    const keys = query.groupBy.map(({ text }) => text);
    const select =
      keys.length === 0
        ? partialResult(query)
        : `{"groupByItems": [${keys.map((text) => `{"item": ${text}}`).join(', ')}], "payload": ${partialResult(query)}}`;
    const groupBy = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
    return `SELECT VALUE ${select} FROM ${alias}${filter}${groupBy}`;
  }
  // A partition skips no rows, because the rows to skip may be in another one.
  const reach = offset
    ? ` OFFSET 0 LIMIT ${count(offset, parameters)! + count(limit, parameters)!}`
    : '';
  const distinct = query.distinct ? 'DISTINCT ' : '';
  const top = query.top ? `TOP ${count(query.top, parameters)!} ` : '';
  if (query.orderBy.length === 0) {
    return `SELECT ${distinct}${top}${selectText(query)} FROM ${alias}${filter}${reach}`;
  }
  const items = query.orderBy.map(({ clause }) => `{"item": ${clause.text}}`);
  const orders = query.orderBy.map(
    ({ clause, descending }) => `${clause.text} ${descending ? 'DESC' : 'ASC'}`,
  );
  const both = where ? `(${where.text}) AND (${filterPlaceholder})` : filterPlaceholder;
  return `SELECT ${top}VALUE {"_rid": ${alias}._rid, "orderByItems": [${items.join(', ')}], "payload": ${payloadText(query)}} FROM ${alias} WHERE ${both} ORDER BY ${orders.join(', ')}${reach}`;
}

function selectText({ selection }: Query): string {
  if (selection.kind === 'all') return '*';
  if (selection.kind === 'value') return `VALUE ${selection.clause.text}`;
  return selection.items
    .map(({ name, aliased, clause }) => (aliased ? `${clause.text} AS ${name}` : clause.text))
    .join(', ');
}

function payloadText({ alias, selection }: Query): string {
  if (selection.kind === 'all') return alias;
  if (selection.kind === 'value') return selection.clause.text;
  return `{${selection.items.map(({ name, clause }) => `"${name}": ${clause.text}`).join(', ')}}`;
}

function partialResult({ selection, groupBy }: Query): string {
  if (selection.kind === 'value') {
    const part = partialItem(selection.clause);
    return selection.clause.expression.kind === 'aggregate' ? `[${part}]` : part;
  }
  const items = selection.kind === 'list' ? selection.items : [];
  if (groupBy.length === 0) return `[${items.map(({ clause }) => partialItem(clause)).join(', ')}]`;
  return `{${items.map(({ name, clause }) => `"${name}": ${partialItem(clause)}`).join(', ')}}`;
}

/** The partial aggregate of one partition, which the client can combine with others. */
function partialItem({ expression, text }: Clause): string {
  if (expression.kind !== 'aggregate') {
    if (text.search(/\b(COUNT|SUM|MIN|MAX|AVG)\s*\(/i) >= 0) {
      throw notSupported('An aggregate inside an expression, over several partitions,');
    }
    return text;
  }
  const { name, argument } = expression;
  const of = argument.text;
  switch (name) {
    case 'COUNT':
    case 'SUM':
      return `{"item": ${name}(${of})}`;
    case 'AVG':
      return `{"item": {"sum": SUM(${of}), "count": COUNT(${of})}}`;
    case 'MIN':
      return `{"item": MIN(${of}), "item2": {"min": MIN(${of}), "count": COUNT(${of})}}`;
    case 'MAX':
      return `{"item": MAX(${of}), "item2": {"max": MAX(${of}), "count": COUNT(${of})}}`;
  }
}
