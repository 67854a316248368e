// Compiles an expression into a function of a row. AND, OR and NOT have three values: true, false and undefined. Only
// `true` selects a document.
import { badQuery, notSupported } from '../error.ts';
import { valueAt, type Json, type JsonObject, type Value } from '../json.ts';
import { builtins } from './function.ts';
import { areEqual, compareValues, typeRank } from './order.ts';
import { type Arithmetic, type Clause, type Comparison, type Expression } from './syntax.ts';

export type Parameters = ReadonlyMap<string, Json>;
export interface Row {
  document: Value;
  parameters: Parameters;
  /** The aggregate results of the group, in the order of `Scope.aggregates`. */
  aggregates: readonly Value[];
}
export type Evaluate = (row: Row) => Value;
export interface AggregateCall {
  name: string;
  evaluate: Evaluate;
  /** `COUNT(1)` reads no property of the documents. */
  countsAll: boolean;
}
export interface Scope {
  alias: string;
  /** Collects the aggregates of the select list; absent where aggregates are not allowed. */
  aggregates?: AggregateCall[];
}
type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export function compile(expression: Expression, scope: Scope): Evaluate {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'parameter':
      return ({ parameters }) => parameters.get(expression.name);
    case 'path':
      return path(expression, scope);
    case 'and':
      return junction(expression, scope, false);
    case 'or':
      return junction(expression, scope, true);
    case 'not':
      return negation(compile(expression.operand, scope));
    case 'compare':
      return comparison(expression, scope);
    case 'arithmetic':
      return arithmetic(expression, scope);
    case 'in':
      return membership(expression, scope);
    case 'between':
      return between(expression, scope);
    case 'call':
      return call(expression, scope);
    case 'aggregate':
      return aggregate(expression.name, expression.argument, scope);
    case 'array':
      return arrayOf(expression, scope);
    case 'object':
      return objectOf(expression.entries, scope);
  }
}

function path({ root, steps }: Of<'path'>, { alias }: Scope): Evaluate {
  if (root !== alias) throw badQuery(`Identifier '${root}' could not be resolved.`);
  return ({ document }) => valueAt(document, steps);
}

function junction(node: Of<'and' | 'or'>, scope: Scope, decisive: boolean): Evaluate {
  const left = compile(node.left, scope);
  const right = compile(node.right, scope);
  return (row) => {
    const one = left(row);
    if (one === decisive) return decisive;
    const other = right(row);
    if (other === decisive) return decisive;
    return one === !decisive && other === !decisive ? !decisive : undefined;
  };
}

const negation =
  (operand: Evaluate): Evaluate =>
  (row) => {
    const value = operand(row);
    return typeof value === 'boolean' ? !value : undefined;
  };

const orders: Readonly<Record<Exclude<Comparison, '=' | '!='>, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Undefined if a side is undefined, the types differ, or the type has no order (arrays, objects). */
function testOrder(left: Value, right: Value, test: (order: number) => boolean): Value {
  const type = typeRank(left);
  if (type === 0 || type > 4 || type !== typeRank(right)) return undefined;
  return test(compareValues(left, right));
}

function comparison(node: Of<'compare'>, scope: Scope): Evaluate {
  const left = compile(node.left, scope);
  const right = compile(node.right, scope);
  const { operator } = node;
  if (operator !== '=' && operator !== '!=') {
    return (row) => testOrder(left(row), right(row), orders[operator]);
  }
  return (row) => {
    const one = left(row);
    const other = right(row);
    if (one === undefined || other === undefined) return undefined;
    return areEqual(one, other) === (operator === '=');
  };
}

const operations: Readonly<Record<Arithmetic, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

function arithmetic(node: Of<'arithmetic'>, scope: Scope): Evaluate {
  const left = compile(node.left, scope);
  const right = compile(node.right, scope);
  const operate = operations[node.operator];
  return (row) => {
    const one = left(row);
    const other = right(row);
    if (typeof one !== 'number' || typeof other !== 'number') return undefined;
    const result = operate(one, other);
    return Number.isFinite(result) ? result : undefined;
  };
}

function membership(node: Of<'in'>, scope: Scope): Evaluate {
  const operand = compile(node.operand, scope);
  const list = node.list.map((item) => compile(item, scope));
  return (row) => {
    const value = operand(row);
    return value === undefined ? undefined : list.some((item) => areEqual(item(row), value));
  };
}

function between(node: Of<'between'>, scope: Scope): Evaluate {
  const { operand, low, high } = node;
  const from: Expression = { kind: 'compare', operator: '>=', left: operand, right: low };
  const to: Expression = { kind: 'compare', operator: '<=', left: operand, right: high };
  return compile({ kind: 'and', left: from, right: to }, scope);
}

function call({ name, args }: Of<'call'>, scope: Scope): Evaluate {
  const builtin = builtins.get(name);
  if (!builtin) throw notSupported(`The function ${name}`);
  if (args.length < builtin.min || args.length > builtin.max) {
    throw badQuery(`The function ${name} does not accept ${args.length} argument(s).`);
  }
  const compiled = args.map((argument) => compile(argument, scope));
  return (row) => builtin.run(...compiled.map((argument) => argument(row)));
}

function aggregate(name: string, argument: Clause, { alias, aggregates }: Scope): Evaluate {
  if (!aggregates) throw badQuery(`The aggregate ${name} is allowed only in the select list.`);
  const at = aggregates.length;
  const { expression } = argument;
  const countsAll =
    name === 'COUNT' && expression.kind === 'literal' && expression.value !== undefined;
  aggregates.push({ name, evaluate: compile(expression, { alias }), countsAll });
  return (row) => row.aggregates[at];
}

function arrayOf(node: Of<'array'>, scope: Scope): Evaluate {
  const items = node.items.map((item) => compile(item, scope));
  return (row) => items.map((item) => item(row)).filter((value) => value !== undefined);
}

export function objectOf(entries: readonly (readonly [string, Expression])[], scope: Scope) {
  const parts = entries.map(([name, value]) => [name, compile(value, scope)] as const);
  return (row: Row): JsonObject => {
    const object: JsonObject = {};
    for (const [name, evaluate] of parts) {
      const value = evaluate(row);
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}
