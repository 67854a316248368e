// Aggregates and GROUP BY. Every match is read once, and only the running totals of the groups are in memory.
import { type Json, type Value } from '../json.ts';
import { accumulator, type Accumulator } from '../sql/aggregate.ts';
import { type Statement } from '../sql/statement.ts';
import { matches } from './matches.ts';
import { type Route, type Search } from './route.ts';
import { conditionsOf } from './scan.ts';

interface Group {
  /** The first document of the group. All expressions except aggregates have the same value in the whole group. */
  document: Json;
  totals: Accumulator[];
}

export function groupValues(search: Search, route: Route): Value[] {
  const { statement, parameters } = search;
  const counted = countInIndex(search, route);
  if (counted !== undefined) {
    const aggregates = statement.aggregates.map(() => counted);
    return [statement.project({ document: undefined, parameters, aggregates })];
  }
  const groups = new Map<string, Group>();
  const start = (document: Json): Group => ({
    document,
    totals: statement.aggregates.map(({ name }) => accumulator(name)),
  });
  for (const { document } of matches(search, route, { position: undefined, limit: 1 })) {
    const row = { document, parameters, aggregates: [] };
    const key = JSON.stringify(statement.groupKeys.map((groupKey) => [groupKey(row)]));
    let group = groups.get(key);
    if (!group) groups.set(key, (group = start(document)));
    for (const [at, { evaluate }] of statement.aggregates.entries()) {
      group.totals[at]!.add(evaluate(row));
    }
  }
  if (groups.size === 0 && statement.groupKeys.length === 0) groups.set('', start(null));
  return [...groups.values()].map(({ document, totals }) => {
    const aggregates = totals.map((total) => total.result());
    return statement.project({ document, parameters, aggregates });
  });
}

const readsPerIndexedDocument = 0.02;

/** A plain COUNT reads no document if the columns contain all values of its filter. */
function countInIndex(search: Search, { bounds, scans }: Route): number | undefined {
  const { db, container, statement, now, meter } = search;
  const { table } = container;
  const countable =
    bounds.exact && [...bounds.byPath.keys()].every((key) => table.columns.has(key));
  if (!countable || !countsDocuments(statement)) return undefined;
  let total = 0;
  for (const scan of scans) {
    const where = conditionsOf(table, scan, now);
    const countQuery = db.prepare(`SELECT count(*) AS n FROM ${table.name} WHERE ${where.text}`);
    total += Number(countQuery.get(...where.values)?.['n']);
  }
  meter.documents += Math.ceil(total * readsPerIndexedDocument);
  return total;
}

/** Without GROUP BY, the select list has no property outside aggregates. */
const countsDocuments = ({ query, aggregates }: Statement) =>
  query.groupBy.length === 0 && aggregates.every(({ countsAll }) => countsAll);
