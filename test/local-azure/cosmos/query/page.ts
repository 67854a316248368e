// One page of query results, as JSON texts.
import { count } from '../sql/statement.ts';
import { readContinuation, writeContinuation, type Continuation } from './continuation.ts';
import { groupValues } from './grouping.ts';
import { matches, type Match } from './matches.ts';
import { routeOf, type Route, type Search } from './route.ts';

export interface Page {
  results: string[];
  continuation?: string;
}
interface Window {
  offset: number;
  /** The maximum number of results of the whole query: its TOP or LIMIT. */
  limit: number;
  pageSize: number;
  from: Continuation;
}

export function page(
  search: Search,
  options: { pageSize: number; continuation: string | undefined; afterEmpty: boolean },
): Page {
  const { query, grouped } = search.statement;
  const { parameters } = search;
  const from = options.continuation ? readContinuation(options.continuation) : { returned: 0 };
  if (options.afterEmpty && !from.afterEmpty) {
    return { results: [], continuation: writeContinuation({ ...from, afterEmpty: true }) };
  }
  const window = {
    offset: count(query.offset, parameters) ?? 0,
    limit: count(query.top, parameters) ?? count(query.limit, parameters) ?? Infinity,
    pageSize: options.pageSize,
    from,
  };
  const route = routeOf(search);
  if (grouped) return slice(groupTexts(search, route), window);
  if (query.distinct) return slice(distinctTexts(search, route), window);
  return stream(search, route, window);
}

/** A page ends before its results exceed this length, but has at least one result. */
const mostPageBytes = 4 * 1024 * 1024;

const textOf = ({ statement, parameters }: Search, { document, body }: Match) =>
  statement.query.selection.kind === 'all'
    ? body
    : JSON.stringify(statement.project({ document, parameters, aggregates: [] }));

function stream(search: Search, route: Route, window: Window): Page {
  const { from, offset, pageSize } = window;
  const skip = from.position ? 0 : offset;
  const wanted = Math.min(pageSize, window.limit - from.returned);
  const results: string[] = [];
  if (wanted <= 0) return { results };
  let skipped = 0;
  let bytes = 0;
  let last: Match | undefined;
  // Read one match more than the page needs, to know whether a further page exists.
  const reach = { position: from.position, limit: skip + wanted + 1 };
  for (const match of matches(search, route, reach)) {
    if (skipped < skip) {
      skipped += 1;
      continue;
    }
    const text = textOf(search, match);
    bytes += Buffer.byteLength(text);
    if (last && (results.length === wanted || bytes > mostPageBytes)) {
      const returned = from.returned + results.length;
      if (returned >= window.limit) return { results };
      const position = { keys: last.keys, seq: last.seq };
      return { results, continuation: writeContinuation({ returned, position }) };
    }
    results.push(text);
    last = match;
  }
  return { results };
}

/** For results that are computed again for each page: the page is selected by number. */
function slice(texts: Iterable<string>, { offset, limit, pageSize, from }: Window): Page {
  const start = offset + from.returned;
  const end = Math.min(start + pageSize, offset + limit);
  const results: string[] = [];
  let at = 0;
  let bytes = 0;
  for (const text of texts) {
    if (at >= start) bytes += Buffer.byteLength(text);
    if (at >= end || (results.length > 0 && bytes > mostPageBytes)) {
      const returned = from.returned + results.length;
      if (returned >= limit) break;
      return { results, continuation: writeContinuation({ returned }) };
    }
    if (at >= start) results.push(text);
    at += 1;
  }
  return { results };
}

function* groupTexts(search: Search, route: Route) {
  for (const value of groupValues(search, route)) {
    if (value !== undefined) yield JSON.stringify(value);
  }
}

function* distinctTexts(search: Search, route: Route) {
  const keys = new Set<string>();
  for (const match of matches(search, route, { position: undefined, limit: Infinity })) {
    const text = textOf(search, match);
    if (keys.has(text)) continue;
    keys.add(text);
    yield text;
  }
}
