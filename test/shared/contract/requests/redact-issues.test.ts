// Issues in responses: helpful, limited, and without secrets.
import { describe, expect, test } from 'vitest';
import { redactIssues } from '../../../../shared/contract/requests/redact-issues.ts';

const shown = (value: unknown) =>
  redactIssues([{ path: 'at', value, message: 'is wrong' }])[0]?.value;

test.each<[string, unknown, unknown]>([
  ['a short text, unchanged', 'Pause', 'Pause'],
  ['a number', 300, 300],
  ['null', null, null],
  ['a long text, its beginning', 'a'.repeat(300), `${'a'.repeat(200)}…`],
  ['a list, that it is one', [{ key: 'secret' }, 2], 'a list of 2'],
  ['an object, that it is one', { key: 'secret' }, 'an object'],
  ['an address without its query', 'https://h.example/a/b?sig=secret', 'https://h.example/a/b'],
  ['an address without its user', 'https://u:secret@h.example/a#x', 'https://h.example/a'],
  ['an address within a text', 'to HTTPS://u:secret@h?k=secret now', 'to HTTPS://h now'],
])('of %s', (_which, value, expected) => {
  expect(shown(value)).toEqual(expected);
});

test('a very long address takes no longer than any other text', () => {
  for (const part of ['a://', ':', 'a+', 'http://u@']) {
    expect(String(shown(part.repeat(100_000)))).toHaveLength(201);
  }
});

test('the input as a whole is not repeated', () => {
  expect(redactIssues([{ path: '', value: 'Start', message: 'must be an object' }])).toEqual([
    { path: '', message: 'must be an object' },
  ]);
});

describe('with many issues', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `days.${index}`, message: 'is wrong' }));

  test('a hundred are reported one by one', () => {
    expect(redactIssues(many(100))).toEqual(many(100));
  });
  test.each([
    [101, 'There is 1 more fault.'],
    [5000, 'There are 4900 more faults.'],
  ])('of %i the first hundred are reported, and the number of the others', (count, message) => {
    expect(redactIssues(many(count))).toEqual([...many(100), { path: '', message }]);
  });
  test('long names are shortened', () => {
    const [fault] = redactIssues([{ path: 'x'.repeat(5000), message: 'y'.repeat(5000) }]);
    expect(fault?.path).toHaveLength(201);
    expect(fault?.message).toHaveLength(1001);
  });
});
