// The style of DEVELOPMENT.md as a lint rule: comments, error texts and test titles use plain words.
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

/** A sentence for users about real people. It may keep a banned word. */
interface AllowedSentence {
  sentence: string;
  because: string;
}

/** The banned words of a text. Code in backticks, URLs and allowed sentences do not count. */
export function findBannedWords(
  text: string,
  allowed: readonly AllowedSentence[] = [],
): { found: string; instead: string }[] {
  const checked = allowed.reduce((rest, { sentence }) => rest.replaceAll(sentence, ' '), text);
  const prose = checked.replaceAll(/`[^`]*`/g, ' ').replaceAll(/https?:\S+/g, ' ');
  return bannedWords.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(prose)?.[0];
    return found === undefined ? [] : [{ found, instead }];
  });
}

const errorClass =
  /(?:Error|InvalidInput|NotFound|Conflict|NotAllowed|StaleVersion|Transient|Permanent|CorruptRecord|Failed|Refused|Exit|Timeout)$/;
const testFunctions = new Set(['describe', 'it', 'test']);
/** Methods of a schema that take an error text as their second argument. */
const schemaChecks = new Set(['refine', 'regex', 'min', 'max', 'length', 'multipleOf']);
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

const isErrorClass = (callee: Node): boolean => errorClass.test(rootName(callee) ?? '');

const methodName = (callee: Node): string | undefined =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined;

/** A text without a space is a code, such as an error reason. Codes are wire names and may not change. */
const isCode = (node: Node): boolean =>
  node.type === 'Literal' && typeof node.value === 'string' && /^[\w.-]+$/.test(node.value);

const allowedSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { sentence: { type: 'string' }, because: { type: 'string', minLength: 1 } },
    required: ['sentence', 'because'],
    additionalProperties: false,
  },
} as const;

export const plainWords: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [
      { type: 'object', properties: { allowed: allowedSchema }, additionalProperties: false },
    ],
    messages: { banned: "'{{found}}' is not plain language; write {{instead}}." },
  },
  create(context) {
    const { sourceCode } = context;
    const [options] = context.options as [{ allowed?: AllowedSentence[] }?];
    const check = (node: { loc?: unknown }, text: string) => {
      for (const data of findBannedWords(text, options?.allowed)) {
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
    const checkErrorTexts = (nodes: readonly Node[]): void => {
      for (const node of nodes) if (!isCode(node)) checkTexts(node);
    };
    return {
      Program() {
        for (const comment of sourceCode.getAllComments()) check(comment, comment.value);
      },
      NewExpression(node) {
        if (isErrorClass(node.callee as Node)) checkErrorTexts(node.arguments as Node[]);
      },
      CallExpression(node) {
        const [title] = node.arguments;
        if (title !== undefined && testFunctions.has(rootName(node.callee as Node) ?? ''))
          checkTexts(title as Node);
        if (schemaChecks.has(methodName(node.callee as Node) ?? '')) {
          checkErrorTexts(node.arguments.slice(1, 2) as Node[]);
        }
      },
      ThrowStatement({ argument }) {
        const isCall = argument.type === 'CallExpression';
        const isOtherClass =
          argument.type === 'NewExpression' && !isErrorClass(argument.callee as Node);
        if (isCall || isOtherClass) checkErrorTexts(argument.arguments as Node[]);
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
