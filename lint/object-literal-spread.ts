// Forbids `{ ...{ a, b } }`: plain properties say the same and are easier to search for.
import type { Rule } from 'eslint';

export const objectLiteralSpread: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { spread: 'Write the properties of this object literal without the spread.' },
  },
  create(context) {
    return {
      'ObjectExpression > SpreadElement > ObjectExpression'(node: Rule.Node) {
        context.report({ node, messageId: 'spread' });
      },
    };
  },
};
