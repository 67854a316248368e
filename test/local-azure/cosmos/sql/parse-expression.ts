import { notSupported } from '../error.ts';
import { type Cursor } from './cursor.ts';
import { parsePrimary } from './parse-primary.ts';
import { type Arithmetic, type Clause, type Comparison, type Expression } from './syntax.ts';

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const sums: readonly Arithmetic[] = ['+', '-'];
const products: readonly Arithmetic[] = ['*', '/', '%'];

/** Operators by precedence, from low to high: OR, AND, NOT, comparison, sum, product, sign. */
export function parseExpression(at: Cursor): Expression {
  let left = conjunction(at);
  while (at.accept('OR')) left = { kind: 'or', left, right: conjunction(at) };
  for (const operator of ['??', '?', '||', '&', '|', '^']) {
    if (at.is(operator)) throw notSupported(`The operator ${operator}`);
  }
  return left;
}

export function parseClause(at: Cursor): Clause {
  const { start } = at.peek();
  const expression = parseExpression(at);
  return { expression, text: at.textFrom(start) };
}

export function parseList(at: Cursor, close: string): Expression[] {
  const items: Expression[] = [];
  if (at.accept(close)) return items;
  do items.push(parseExpression(at));
  while (at.accept(','));
  at.expect(close);
  return items;
}

function conjunction(at: Cursor): Expression {
  let left = negation(at);
  while (at.accept('AND')) left = { kind: 'and', left, right: negation(at) };
  return left;
}

function negation(at: Cursor): Expression {
  return at.accept('NOT') ? { kind: 'not', operand: negation(at) } : comparison(at);
}

function comparison(at: Cursor): Expression {
  const left = sum(at);
  const operator = at.peek().kind === 'symbol' ? comparisons[at.peek().text] : undefined;
  if (operator) {
    at.take();
    return { kind: 'compare', operator, left, right: sum(at) };
  }
  const negated =
    at.is('NOT') && (at.is('IN', 1) || at.is('BETWEEN', 1) || at.is('LIKE', 1))
      ? at.accept('NOT')
      : false;
  const test = membership(at, left);
  return negated ? { kind: 'not', operand: test } : test;
}

function membership(at: Cursor, operand: Expression): Expression {
  if (at.is('LIKE')) throw notSupported('LIKE');
  if (at.accept('IN')) {
    at.expect('(');
    if (at.is('SELECT')) throw notSupported('A subquery');
    if (at.is(')')) throw at.fault();
    return { kind: 'in', operand, list: parseList(at, ')') };
  }
  if (!at.accept('BETWEEN')) return operand;
  const low = sum(at);
  at.expect('AND');
  return { kind: 'between', operand, low, high: sum(at) };
}

function chain(at: Cursor, operators: readonly Arithmetic[], next: (at: Cursor) => Expression) {
  let left = next(at);
  for (;;) {
    const operator = operators.find((symbol) => at.is(symbol));
    if (!operator) return left;
    at.take();
    left = { kind: 'arithmetic', operator, left, right: next(at) };
  }
}

function sum(at: Cursor): Expression {
  return chain(at, sums, (from) => chain(from, products, sign));
}

function sign(at: Cursor): Expression {
  if (at.accept('+')) return sign(at);
  if (!at.accept('-')) return parsePrimary(at);
  const operand = sign(at);
  if (operand.kind === 'literal' && typeof operand.value === 'number') {
    return { kind: 'literal', value: -operand.value };
  }
  return { kind: 'arithmetic', operator: '-', left: { kind: 'literal', value: 0 }, right: operand };
}
