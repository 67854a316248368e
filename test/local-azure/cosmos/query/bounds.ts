// The bounds of single paths in a WHERE clause, from its terms joined by AND. They narrow a scan. The whole clause is
// evaluated again on every document, so an ignored term costs time and never changes the result.
import { type Value } from '../json.ts';
import { isPrimitive } from '../sql/order.ts';
import { type Parameters } from '../sql/evaluate.ts';
import { type Comparison, type Expression } from '../sql/syntax.ts';
import { keyOf, typeEnd, typeStart } from '../store/key.ts';
import { canonicalPath } from '../store/shape.ts';

export interface Bound {
  /** The allowed keys of the value. */
  equal?: string[];
  from?: { key: string; inclusive: boolean };
  to?: { key: string; inclusive: boolean };
}
export interface Bounds {
  byPath: Map<string, Bound>;
  /** True if the bounds express the whole clause. */
  exact: boolean;
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

export function boundsOf(where: Expression | undefined, parameters: Parameters): Bounds {
  const bounds: Bounds = { byPath: new Map(), exact: true };
  const terms = where ? [where] : [];
  for (let term = terms.pop(); term; term = terms.pop()) {
    if (term.kind === 'and') terms.push(term.left, term.right);
    else if (!narrow(bounds, term, parameters)) bounds.exact = false;
  }
  return bounds;
}

/** The index key of a value. Arrays, objects and text that UTF-8 cannot encode have none. */
function keyOfConstant(expression: Expression, parameters: Parameters): string | undefined {
  let value: Value;
  if (expression.kind === 'literal') value = expression.value;
  else if (expression.kind === 'parameter') value = parameters.get(expression.name);
  if (!isPrimitive(value)) return undefined;
  if (typeof value === 'string' && !value.isWellFormed()) return undefined;
  return keyOf(value);
}

const pathOf = (expression: Expression) =>
  expression.kind === 'path' && expression.steps.every((step) => typeof step === 'string')
    ? canonicalPath(expression.steps)
    : undefined;

/** Adds a term; true if the bounds now express the whole term. */
function narrow({ byPath }: Bounds, term: Expression, parameters: Parameters): boolean {
  const merge = (path: string, bound: Bound): boolean => {
    const existing = byPath.get(path) ?? {};
    byPath.set(path, { ...bound, ...existing });
    return !Object.keys(bound).some((side) => side in existing);
  };
  if (term.kind === 'compare') {
    const flipped = pathOf(term.left) === undefined;
    const [target, constant] = flipped ? [term.right, term.left] : [term.left, term.right];
    const path = pathOf(target);
    const key = keyOfConstant(constant, parameters);
    const bound = key && toBound(flipped ? mirrored[term.operator] : term.operator, key);
    return path !== undefined && bound !== undefined && bound !== '' && merge(path, bound);
  }
  if (term.kind === 'in') {
    const path = pathOf(term.operand);
    const keys = term.list.map((item) => keyOfConstant(item, parameters));
    if (path === undefined || !keys.every((key) => key !== undefined)) return false;
    return merge(path, { equal: [...new Set(keys)] });
  }
  if (term.kind === 'between') {
    const path = pathOf(term.operand);
    const low = keyOfConstant(term.low, parameters);
    const high = keyOfConstant(term.high, parameters);
    if (path === undefined || low === undefined || high === undefined) return false;
    if (typeStart(low) !== typeStart(high)) return false;
    return merge(path, { from: { key: low, inclusive: true }, to: { key: high, inclusive: true } });
  }
  return false;
}

/** A range contains values of one type: a value above a number is a number. */
function toBound(operator: Comparison, key: string): Bound | undefined {
  const bottom = { key: typeStart(key), inclusive: true };
  const top = { key: typeEnd(key), inclusive: false };
  switch (operator) {
    case '=':
      return { equal: [key] };
    case '!=':
      return undefined;
    case '<':
    case '<=':
      return { from: bottom, to: { key, inclusive: operator === '<=' } };
    case '>':
    case '>=':
      return { from: { key, inclusive: operator === '>=' }, to: top };
  }
}
