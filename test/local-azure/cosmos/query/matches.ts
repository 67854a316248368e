// The documents that a query selects, in its order, after a position. At most one page is in memory. With an index in
// that order they are streamed; otherwise only the smallest so far are kept.
import { parseJson, valueAt, type Json } from '../json.ts';
import { keyOf } from '../store/key.ts';
import { heap } from './heap.ts';
import { comparatorOf, type Route, type Search } from './route.ts';
import { scanRows, type Position, type Scan } from './scan.ts';

export interface Match extends Position {
  document: Json;
  body: string;
}
type Compare = (left: Position, right: Position) => number;

function* scanMatches(search: Search, route: Route, scan: Scan, position: Position | undefined) {
  const { db, container, statement, parameters, meter, now } = search;
  const { access } = route;
  // SELECT VALUE of a missing property gives no result. It does not count for TOP or the page.
  const mayBeNothing = !statement.grouped && statement.query.selection.kind === 'value';
  for (const { seq, body } of scanRows(db, container.table, access, scan, { now, position })) {
    meter.documents += 1;
    meter.characters += body.length;
    const document = parseJson(body);
    const row = { document, parameters, aggregates: [] };
    if (statement.matches && statement.matches(row) !== true) continue;
    if (mayBeNothing && statement.project(row) === undefined) continue;
    const keys = access.order.map(({ steps }) => keyOf(valueAt(document, steps)));
    yield { seq, body, document, keys } satisfies Match;
  }
}

export function* matches(
  search: Search,
  route: Route,
  options: { position: Position | undefined; limit: number },
): Generator<Match> {
  const compare = comparatorOf(route.access);
  const streams = route.scans.map((scan) => scanMatches(search, route, scan, options.position));
  if (route.access.served) yield* mergeScans(streams, compare);
  else yield* least(streams, compare, options);
}

function* mergeScans(streams: Generator<Match>[], compare: Compare) {
  if (streams.length === 1) {
    yield* streams[0]!;
    return;
  }
  const heads = heap<{ match: Match; stream: Generator<Match> }>((left, right) =>
    compare(left.match, right.match),
  );
  const advance = (stream: Generator<Match>) => {
    const next = stream.next();
    if (!next.done) heads.push({ match: next.value, stream });
  };
  try {
    streams.forEach(advance);
    for (let head = heads.pop(); head; head = heads.pop()) {
      yield head.match;
      advance(head.stream);
    }
  } finally {
    for (const stream of streams) stream.return(undefined);
  }
}

function* least(
  streams: Generator<Match>[],
  compare: Compare,
  { position, limit }: { position: Position | undefined; limit: number },
) {
  const kept = heap<Match>((left, right) => compare(right, left));
  for (const stream of streams) {
    for (const match of stream) {
      if (position && compare(match, position) <= 0) continue;
      if (kept.size() < limit) kept.push(match);
      else if (compare(match, kept.peek()!) < 0) {
        kept.pop();
        kept.push(match);
      }
    }
  }
  const sorted: Match[] = [];
  for (let worst = kept.pop(); worst; worst = kept.pop()) sorted.push(worst);
  yield* sorted.reverse();
}
