import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { findBannedWords, plainWords } from '../../lint/plain-language.ts';

function lint(code: string, options: object = {}): string[] {
  const linter = new Linter();
  const plugins = { plain: { rules: { words: plainWords } } };
  const rules: Linter.RulesRecord = { 'plain/words': ['error', options] };
  const messages = linter.verify(code, [{ plugins, rules }]);
  return messages.map(({ message }) => message.split("'")[1] ?? message);
}

describe('the plain-language rule', () => {
  test.each([
    ['a line comment', '// Whoever called gets an answer.', ['Whoever']],
    ['a block comment', '/** The task is told of it. */', ['told']],
    ['an error text', "throw new Error('Nobody answered.');", ['Nobody']],
    ['an error template', 'throw new NotFound(`There is nobody at ${place}.`);', ['nobody']],
    ['a joined error text', "throw new Error('The door ' + name);", ['door']],
    ['a validation message', "schema.refine(check, { message: 'stands twice' });", ['stands']],
    ['a positional text', "schema.refine(check, 'has no door open');", ['door']],
    ['a thrown call', "throw refuse('The task was taken.');", ['taken']],
    ['a thrown object of another class', "throw new Stop('Nobody answers.');", ['Nobody']],
    ['a message variable', "const message = 'was begun';", ['begun']],
    ['a test title', "test('the one who calls', () => undefined);", ['who']],
    ['a title after each', "test.each([])('%s is taken', () => undefined);", ['taken']],
    ['a title of a tagged table', "describe.each`a`('meanwhile', () => undefined);", ['meanwhile']],
  ])('reports a banned word in %s', (_place, code, words) => {
    expect(lint(code)).toEqual(words);
  });

  test.each([
    ['code in backticks', '// The field `whose` keeps its name.'],
    ['a URL', '// See https://example.com/who/stands.'],
    ['an ordinary string', "const path = 'doors';"],
    ['an error code', "throw new NotAllowed('taken');"],
    ['an identifier', 'const nobody = 1;'],
    ['a word that contains a banned word', '// The understanding of a mistaken outdoor test.'],
    ['plain sentences', '// The engine retries a throttled request.'],
  ])('accepts %s', (_place, code) => {
    expect(lint(code)).toEqual([]);
  });

  test('reports each banned word of a text once, with a replacement', () => {
    expect(findBannedWords('Nobody told nobody.')).toEqual([
      { found: 'Nobody', instead: 'the role: no contact, a representative, every caller' },
      { found: 'told', instead: 'sent, reported, informed' },
    ]);
  });

  test('accepts an allowed sentence, and reports the other sentences of the text', () => {
    const because = 'The user sees it.';
    const allowed = [{ sentence: 'Call whoever asks.', because }];
    expect(lint("throw new Error('Call whoever asks.');", { allowed })).toEqual([]);
    expect(lint("throw new Error('Call whoever asks. Nobody answers.');", { allowed })).toEqual([
      'Nobody',
    ]);
  });
});
