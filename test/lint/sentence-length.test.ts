import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { countSentenceWords, sentenceLength } from '../../lint/sentence-length.ts';

function lint(code: string, maxWords: number): string[] {
  const plugins = { plain: { rules: { 'sentence-length': sentenceLength } } };
  const rules: Linter.RulesRecord = { 'plain/sentence-length': ['error', { maxWords }] };
  return new Linter().verify(code, [{ plugins, rules }]).map(({ message }) => message);
}

test.each([
  ['two sentences', 'One two three. Four five!', [3, 2]],
  ['code in backticks', 'Read `a.b(c, d)` again.', [3]],
  ['a sentence over two lines', ' * One two\n * three four.', [4]],
  ['a list', 'The fields are\n- one field\n- another field', [3, 2, 2]],
  ['a number with a point', 'It takes 2.5 seconds.', [4]],
  ['no words', '----', []],
])('counts the words of %s', (_text, text, counts) => {
  expect(countSentenceWords(text)).toEqual(counts);
});

test('a sentence over consecutive line comments is reported once with its length', () => {
  expect(lint('// One two three\n// four five.\nf();', 4)).toEqual([
    'The sentence has 5 words; write sentences of at most 4 words.',
  ]);
});

test('a sentence with the maximum number of words is accepted', () => {
  expect(lint('// One two three four. Five six.\nf();', 4)).toEqual([]);
});

test('comments of separate statements are separate texts', () => {
  expect(lint('// One two three\nf();\n// four five.\ng();', 4)).toEqual([]);
});
