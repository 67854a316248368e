// If-Match and If-None-Match in their notation.
import { expect, test } from 'vitest';
import { readPrecondition } from '../../../../shared/contract/configuration/preconditions.ts';
import type { Versions } from '../../../../shared/domain/configuration/precondition.ts';
import { InvalidInput } from '../../../../shared/errors.ts';

test.each<[string, Versions]>([
  ['*', '*'],
  [' * ', '*'],
  ['"1"', ['"1"']],
  ['""', ['""']],
  ['W/"1"', ['W/"1"']],
  ['"1", "2"', ['"1"', '"2"']],
  ['"1","2" , W/"3"', ['"1"', '"2"', 'W/"3"']],
  [', "1",, "2",', ['"1"', '"2"']],
  ['"a,b", "*"', ['"a,b"', '"*"']],
])('the header %j is read as %j', (text, versions) => {
  expect(readPrecondition(text, null)).toEqual({ match: versions, noneMatch: null });
  expect(readPrecondition(null, text)).toEqual({ match: null, noneMatch: versions });
});

test('without a header there is no precondition', () => {
  expect(readPrecondition(null, null)).toBeNull();
});

test.each(['', ' ', ',', '1', '"1', '"1" "2"', '"1""2"', '*, "1"', "'1'", 'w/"1"'])(
  '%j is refused, because ignoring it would replace a document',
  (text) => {
    const read = () => readPrecondition(text, text);
    expect(read).toThrow(InvalidInput);
    expect(read).toThrow(
      expect.objectContaining({
        issues: ['If-Match', 'If-None-Match'].map((path) => ({
          path,
          value: text,
          message: 'must be * or etags in their quotes, such as "1"',
        })),
      }),
    );
  },
);

test('a very long header is refused quickly', () => {
  expect(() => readPrecondition(`${'"1" ,'.repeat(10_000)}x`, null)).toThrow(InvalidInput);
  expect(() => readPrecondition(`"1"${' '.repeat(100_000)}x`, null)).toThrow(InvalidInput);
});
