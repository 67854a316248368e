import { notSupported } from '../error.ts';
import { type Value } from '../json.ts';
import { type Cursor } from './cursor.ts';
import { parseClause, parseExpression, parseList } from './parse-expression.ts';
import { type AggregateName, type Expression } from './syntax.ts';

const constants: readonly (readonly [word: string, value: Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['undefined', undefined],
];
const aggregates: readonly AggregateName[] = ['COUNT', 'SUM', 'MIN', 'MAX', 'AVG'];

export function parsePrimary(at: Cursor): Expression {
  const token = at.peek();
  switch (token.kind) {
    case 'number':
      return { kind: 'literal', value: Number(at.take().text) };
    case 'string':
      return { kind: 'literal', value: at.take().text };
    case 'parameter':
      return { kind: 'parameter', name: at.take().text };
    case 'symbol':
      return parseBracketed(at);
    case 'word':
      return word(at);
    case 'end':
      throw at.fault();
  }
}

function parseBracketed(at: Cursor): Expression {
  if (at.accept('[')) return { kind: 'array', items: parseList(at, ']') };
  if (at.accept('{')) return objectLiteral(at);
  if (!at.accept('(')) throw at.fault();
  if (at.is('SELECT')) throw notSupported('A subquery');
  const inner = parseExpression(at);
  at.expect(')');
  return inner;
}

function objectLiteral(at: Cursor): Expression {
  const entries: [string, Expression][] = [];
  if (at.accept('}')) return { kind: 'object', entries };
  do {
    const name = at.take();
    if (name.kind !== 'word' && name.kind !== 'string') throw at.fault();
    at.expect(':');
    entries.push([name.text, parseExpression(at)]);
  } while (at.accept(','));
  at.expect('}');
  return { kind: 'object', entries };
}

function word(at: Cursor): Expression {
  const { text } = at.peek();
  const constant = constants.find(([name]) => name === text);
  if (constant) {
    at.take();
    return { kind: 'literal', value: constant[1] };
  }
  if (at.is('(', 1)) {
    if (at.is('SELECT', 2)) throw notSupported('A subquery');
    if (at.is('LEFT') || at.is('RIGHT')) throw notSupported(`The function ${text.toUpperCase()}`);
  }
  if (text === 'udf' && at.is('.', 1)) throw notSupported('A user-defined function');
  const name = at.name();
  if (at.accept('(')) return call(at, name.toUpperCase());
  return { kind: 'path', root: name, steps: steps(at) };
}

function call(at: Cursor, name: string): Expression {
  const aggregate = aggregates.find((one) => one === name);
  if (!aggregate) return { kind: 'call', name, args: parseList(at, ')') };
  const argument = parseClause(at);
  at.expect(')');
  return { kind: 'aggregate', name: aggregate, argument };
}

function steps(at: Cursor): (string | number)[] {
  const path: (string | number)[] = [];
  for (;;) {
    if (at.accept('.')) {
      path.push(at.name());
    } else if (at.accept('[')) {
      const key = at.take();
      if (key.kind === 'string') path.push(key.text);
      else if (key.kind === 'number') path.push(Number(key.text));
      else throw notSupported('A computed property name');
      at.expect(']');
    } else return path;
  }
}
