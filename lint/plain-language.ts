// The style rule of the README as a lint rule: comments, error texts and test titles use plain words.
import type { Rule } from 'eslint';

interface Word {
  pattern: RegExp;
  instead: string;
}

const word = (pattern: string, instead: string): Word => ({
  pattern: new RegExp(String.raw`\b(?:${pattern})\b`, 'i'),
  instead,
});

/** Words that hide the subject or the action, each with what to write instead. */
const bannedWords: readonly Word[] = [
  word('who|whom|whose|whoever', 'the thing or the role: the contact, the caller, the task'),
  word('nobody|somebody|anybody|everybody', 'the role: no contact, a representative, every caller'),
  word('told|tells?', 'sent, reported, informed'),
  word('taken', 'reserved, accepted, used'),
  word('looked at', 'read, checked'),
  word('stands?', 'is, means'),
  word('beside', 'next to, in addition to'),
  word('anew', 'again'),
  word('meanwhile', 'in the meantime, or name the event'),
  word('mends?|mended|mending', 'repair, correct'),
  word('doors?', 'channel, endpoint'),
  word('begun', 'started'),
  word('comes? to (?:its|their|an) end', 'ends'),
  word('is no part of', 'does not belong to'),
];

/** Sentences for users about real people. They may keep a banned word. */
const allowedTexts: readonly string[] = [];

/** The banned words of a text. Code in backticks and URLs do not count. */
export function findBannedWords(text: string): { found: string; instead: string }[] {
  if (allowedTexts.includes(text.trim())) return [];
  const prose = text.replaceAll(/`[^`]*`/g, ' ').replaceAll(/https?:\S+/g, ' ');
  return bannedWords.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(prose)?.[0];
    return found === undefined ? [] : [{ found, instead }];
  });
}

const errorClass =
  /(?:Error|InvalidInput|NotFound|Conflict|NotAllowed|StaleVersion|Transient|Permanent|CorruptRecord|Failed|Refused|Exit|Timeout)$/;
const testFunctions = new Set(['describe', 'it', 'test']);
const textProperties = new Set(['message', 'error', 'description', 'summary']);

type Node = Rule.Node;

/** The function behind `test.each(table)` or `describe.skip`. */
function rootName(node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return rootName(node.object as Node);
    case 'CallExpression':
      return rootName(node.callee as Node);
    case 'TaggedTemplateExpression':
      return rootName(node.tag as Node);
    default:
      return undefined;
  }
}

export const plainWords: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { banned: "'{{found}}' is not plain language; write {{instead}}." },
  },
  create(context) {
    const { sourceCode } = context;
    const check = (node: { loc?: unknown }, text: string) => {
      for (const data of findBannedWords(text)) {
        context.report({ loc: node.loc as never, messageId: 'banned', data });
      }
    };
    const checkTexts = (node: Node): void => {
      if (node.type === 'Literal' && typeof node.value === 'string') check(node, node.value);
      if (node.type === 'TemplateLiteral') {
        check(node, node.quasis.map(({ value }) => value.cooked ?? '').join(' `` '));
        for (const inner of node.expressions) checkTexts(inner as Node);
      }
      if (node.type === 'BinaryExpression') {
        checkTexts(node.left as Node);
        checkTexts(node.right as Node);
      }
    };
    return {
      Program() {
        for (const comment of sourceCode.getAllComments()) check(comment, comment.value);
      },
      NewExpression(node) {
        if (!errorClass.test(rootName(node.callee as Node) ?? '')) return;
        for (const argument of node.arguments) checkTexts(argument as Node);
      },
      CallExpression(node) {
        const [title] = node.arguments;
        if (title !== undefined && testFunctions.has(rootName(node.callee as Node) ?? ''))
          checkTexts(title as Node);
      },
      Property(node) {
        if (node.key.type === 'Identifier' && textProperties.has(node.key.name)) {
          checkTexts(node.value as Node);
        }
      },
      VariableDeclarator(node) {
        if (node.id.type === 'Identifier' && node.id.name === 'message' && node.init) {
          checkTexts(node.init as Node);
        }
      },
    };
  },
};
