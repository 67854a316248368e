import { type Path, type Value } from '../json.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type AggregateName = 'COUNT' | 'SUM' | 'MIN' | 'MAX' | 'AVG';

export type Expression =
  | { kind: 'literal'; value: Value }
  | { kind: 'parameter'; name: string }
  | { kind: 'path'; root: string; steps: Path }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
  | { kind: 'in'; operand: Expression; list: Expression[] }
  | { kind: 'between'; operand: Expression; low: Expression; high: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'aggregate'; name: AggregateName; argument: Clause }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'object'; entries: [name: string, value: Expression][] };

/** An expression with its source text, which the plan of a cross-partition query contains. */
export interface Clause {
  expression: Expression;
  text: string;
}

export interface SelectItem {
  /** The name of the property in the result. */
  name: string;
  /** True if the query names the property; otherwise the name is derived from the expression. */
  aliased: boolean;
  clause: Clause;
}

export type Selection =
  { kind: 'all' } | { kind: 'value'; clause: Clause } | { kind: 'list'; items: SelectItem[] };

export interface Query {
  selection: Selection;
  distinct: boolean;
  alias: string;
  top: Expression | undefined;
  where: Clause | undefined;
  groupBy: Clause[];
  orderBy: { clause: Clause; descending: boolean }[];
  offset: Expression | undefined;
  limit: Expression | undefined;
}
