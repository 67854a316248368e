// `npm run language`: counts archaic words in the comments of the product, and the lines of its files.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const files = globSync('{functions,shared,infra}/**/*.ts').sort();

function commentsOf(text: string): string {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ]) {
      comments.set(range.pos, text.slice(range.pos, range.end));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...comments.values()].join('\n');
}

const comments = files.map((file) => commentsOf(readFileSync(file, 'utf8'))).join('\n');
const words = comments.match(/[A-Za-z][A-Za-z'’-]*/g) ?? [];
const rate = (pattern: RegExp) => {
  const count = words.filter((word) => pattern.test(word)).length;
  return `${count} (${((count * 1000) / words.length).toFixed(2)} per 1,000)`;
};
const lines = files
  .map((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length)
  .sort((a, b) => a - b);

console.log(`words of comments        ${words.length}
who, whom, whose, whoever ${rate(/^(who|whom|whose|whoever)$/i)}
nobody, somebody, anybody ${rate(/^(nobody|somebody|anybody)$/i)}
told, tell, tells         ${rate(/^(told|tells?)$/i)}
lines per file           median ${lines[Math.floor(lines.length / 2)]}, maximum ${lines.at(-1)}, ${files.length} files`);
