import { badQuery, notSupported } from '../error.ts';
import { cursor, type Cursor } from './cursor.ts';
import { parseClause, parseExpression } from './parse-expression.ts';
import { parsePrimary } from './parse-primary.ts';
import { type Clause, type Query, type SelectItem, type Selection } from './syntax.ts';

export function parseQuery(source: string): Query {
  const at = cursor(source);
  at.expect('SELECT');
  const distinct = at.accept('DISTINCT');
  const top = at.accept('TOP') ? parsePrimary(at) : undefined;
  const selection = parseSelection(at);
  if (!at.is('FROM'))
    throw at.peek().kind === 'end' ? notSupported('SELECT without FROM') : at.fault();
  const query = { selection, distinct, top, ...parseSource(at) };
  if (at.peek().kind !== 'end') throw at.fault();
  return query;
}

/** Parses the condition of a patch: a query without its SELECT. */
export const parseCondition = (source: string) => parseQuery(`SELECT * ${source}`);

function parseSource(at: Cursor) {
  at.expect('FROM');
  const alias = parseAlias(at);
  const where = at.accept('WHERE') ? parseClause(at) : undefined;
  const groupBy: Clause[] = [];
  if (at.accept('GROUP')) {
    at.expect('BY');
    do groupBy.push(parseClause(at));
    while (at.accept(','));
  }
  const orderBy = parseOrder(at);
  if (groupBy.length > 0 && orderBy.length > 0) {
    throw badQuery("'ORDER BY' is not supported with 'GROUP BY'.");
  }
  const offset = at.accept('OFFSET') ? parsePrimary(at) : undefined;
  if (offset) at.expect('LIMIT');
  const limit = offset && parseExpression(at);
  return { alias, where, groupBy, orderBy, offset, limit };
}

function parseAlias(at: Cursor): string {
  if (at.is('(')) throw notSupported('A subquery');
  const source = at.name();
  if (at.is('.') || at.is('[')) throw notSupported('FROM over a property');
  const alias = at.accept('AS') || at.isName() ? at.name() : source;
  if (at.is('IN')) throw notSupported('FROM … IN');
  if (at.is('JOIN') || at.is(',')) throw notSupported('JOIN');
  return alias;
}

function parseSelection(at: Cursor): Selection {
  if (at.accept('*')) return { kind: 'all' };
  if (at.is('VALUE')) {
    at.take();
    return { kind: 'value', clause: parseClause(at) };
  }
  const items: SelectItem[] = [];
  let unnamed = 0;
  do {
    const clause = parseClause(at);
    const aliased = at.accept('AS') || at.isName();
    const name = aliased ? at.name() : (impliedName(clause) ?? `$${++unnamed}`);
    if (items.some((item) => item.name === name)) {
      throw badQuery(`Duplicate alias '${name}' in the select list.`);
    }
    items.push({ name, aliased, clause });
  } while (at.accept(','));
  return { kind: 'list', items };
}

function impliedName({ expression }: Clause): string | undefined {
  if (expression.kind !== 'path') return undefined;
  const last = expression.steps.at(-1) ?? expression.root;
  return typeof last === 'string' ? last : undefined;
}

function parseOrder(at: Cursor): Query['orderBy'] {
  const items: Query['orderBy'] = [];
  if (!at.accept('ORDER')) return items;
  at.expect('BY');
  do {
    const clause = parseClause(at);
    if (clause.expression.kind !== 'path') {
      throw badQuery(
        'Unsupported ORDER BY clause: its item could not be mapped to a document path.',
      );
    }
    const descending = at.accept('DESC');
    if (!descending) at.accept('ASC');
    items.push({ clause, descending });
  } while (at.accept(','));
  return items;
}
