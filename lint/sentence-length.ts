// Limits the words of a sentence in a comment. Adjacent line comments are read as one text.
import type { Rule } from 'eslint';

interface Position {
  line: number;
  column: number;
}

interface Location {
  start: Position;
  end: Position;
}

interface Comment {
  type: string;
  value: string;
  loc?: Location | null | undefined;
}

const defaultMaxWords = 20;

/** The word counts of the sentences of a text. Code in backticks counts as one word. */
export function countSentenceWords(text: string): number[] {
  const prose = text.replaceAll(/^[ \t]*\*+[ \t]?/gm, '').replaceAll(/`[^`]*`/g, 'code');
  return prose
    .split(/(?<=[.!?]['")]*)\s+|\n\s*\n|\n\s*(?=[-*] )/)
    .map(
      (sentence) =>
        sentence.match(/[\p{L}\p{N}](?:[\p{L}\p{N}'’/_.-]*[\p{L}\p{N}])?/gu)?.length ?? 0,
    )
    .filter((count) => count > 0);
}

/** Line comments on consecutive lines with the same indentation become one comment. */
function joinLineComments(comments: readonly Comment[]): Comment[] {
  const joined: Comment[] = [];
  for (const comment of comments) {
    const last = joined.at(-1);
    const continues =
      last?.type === 'Line' &&
      comment.type === 'Line' &&
      last.loc?.end.line === (comment.loc?.start.line ?? 0) - 1 &&
      last.loc.start.column === comment.loc?.start.column;
    if (last?.loc && comment.loc && continues) {
      last.value += `\n${comment.value}`;
      last.loc = { start: last.loc.start, end: comment.loc.end };
    } else {
      joined.push({ type: comment.type, value: comment.value, loc: comment.loc ?? null });
    }
  }
  return joined;
}

export const sentenceLength: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { maxWords: { type: 'integer', minimum: 1 } },
        additionalProperties: false,
      },
    ],
    messages: {
      long: 'The sentence has {{count}} words; write sentences of at most {{maxWords}} words.',
    },
  },
  create(context) {
    const [options] = context.options as [{ maxWords?: number }?];
    const maxWords = options?.maxWords ?? defaultMaxWords;
    return {
      Program() {
        for (const { value, loc } of joinLineComments(context.sourceCode.getAllComments())) {
          for (const count of countSentenceWords(value)) {
            if (count <= maxWords) continue;
            const data = { count: String(count), maxWords: String(maxWords) };
            context.report({ loc: loc as never, messageId: 'long', data });
          }
        }
      },
    };
  },
};
