import { type Expression } from './syntax.ts';

export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'parameter':
    case 'path':
      return [];
    case 'and':
    case 'or':
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'not':
      return [expression.operand];
    case 'in':
      return [expression.operand, ...expression.list];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    case 'call':
      return expression.args;
    case 'aggregate':
      return [expression.argument.expression];
    case 'array':
      return expression.items;
    case 'object':
      return expression.entries.map(([, value]) => value);
  }
}
