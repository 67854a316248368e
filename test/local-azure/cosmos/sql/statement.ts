// Parses, checks and compiles a query, once per text.
import { badQuery, notSupported } from '../error.ts';
import { childrenOf } from './children.ts';
import {
  compile,
  objectOf,
  type AggregateCall,
  type Evaluate,
  type Parameters,
  type Scope,
} from './evaluate.ts';
import { parseQuery } from './parse.ts';
import { type Expression, type Query } from './syntax.ts';

export interface Statement {
  query: Query;
  matches: Evaluate | undefined;
  project: Evaluate;
  groupKeys: Evaluate[];
  aggregates: AggregateCall[];
  /** The result has a value per group, not per document. A query without GROUP BY has one group. */
  grouped: boolean;
}

const statements = new Map<string, Statement>();
const mostKnown = 500;

export function statement(source: string): Statement {
  const cached = statements.get(source);
  if (cached) return cached;
  const compiled = prepare(parseQuery(source));
  if (statements.size >= mostKnown) statements.clear();
  statements.set(source, compiled);
  return compiled;
}

export function prepare(query: Query): Statement {
  const { alias, selection } = query;
  const aggregates: Statement['aggregates'] = [];
  const scope: Scope = { alias, aggregates };
  let project: Evaluate;
  if (selection.kind === 'all') project = ({ document }) => document;
  else if (selection.kind === 'value') project = compile(selection.clause.expression, scope);
  else {
    const entries = selection.items.map((item) => [item.name, item.clause.expression] as const);
    project = objectOf(entries, scope);
  }
  const grouped = query.groupBy.length > 0 || aggregates.length > 0;
  if (grouped) checkGrouped(query);
  if (query.distinct && query.orderBy.length > 0) throw notSupported('DISTINCT with ORDER BY');
  for (const { clause } of query.orderBy) compile(clause.expression, { alias });
  return {
    query,
    matches: query.where && compile(query.where.expression, { alias }),
    project,
    groupKeys: query.groupBy.map((clause) => compile(clause.expression, { alias })),
    aggregates,
    grouped,
  };
}

/** A grouped query selects only aggregates and the expressions of its GROUP BY. */
function checkGrouped({ selection, groupBy, orderBy }: Query) {
  if (orderBy.length > 0) throw badQuery('ORDER BY is not supported with aggregates.');
  const keys = new Set(groupBy.map((key) => JSON.stringify(key.expression)));
  const check = (expression: Expression): void => {
    if (expression.kind === 'aggregate' || keys.has(JSON.stringify(expression))) return;
    if (expression.kind === 'path') {
      const name = [expression.root, ...expression.steps].join('.');
      throw badQuery(
        `Property reference '${name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
      );
    }
    childrenOf(expression).forEach(check);
  };
  if (selection.kind === 'all') throw badQuery("'SELECT *' is not valid with GROUP BY.");
  if (selection.kind === 'value') check(selection.clause.expression);
  else for (const item of selection.items) check(item.clause.expression);
}

/** The constant number of TOP, OFFSET or LIMIT. */
export function count(expression: Expression | undefined, parameters: Parameters) {
  if (!expression) return undefined;
  const value =
    expression.kind === 'parameter'
      ? parameters.get(expression.name)
      : expression.kind === 'literal' && expression.value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw badQuery('TOP, OFFSET and LIMIT require a whole number of at least 0.');
}
