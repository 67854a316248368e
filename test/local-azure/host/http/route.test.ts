import { describe, expect, test } from 'vitest';
import { parseRoute } from './route.ts';

describe('a route template', () => {
  test.each([
    ['things/{id}', 'things/7', { id: '7' }],
    ['things/{id}', 'THINGS/7/', { id: '7' }],
    ['things/{id}', 'things', undefined],
    ['things/{id}', 'things/7/more', undefined],
    ['things/{id?}', 'things', {}],
    ['things/{id=one}', 'things', { id: 'one' }],
    ['things/{*rest}', 'things/a/b%20c', { rest: 'a/b c' }],
    ['things/{*rest}', 'things', {}],
    ['{a}/files/{name}.csv', 'x/files/may.list.csv', { a: 'x', name: 'may.list' }],
    ['{a}-{b}', 'x-y', { a: 'x', b: 'y' }],
    ['things/{id:int}', 'things/-12', { id: '-12' }],
    ['things/{id:int}', 'things/12a', undefined],
    ['things/{id:alpha:length(2,3)}', 'things/abc', { id: 'abc' }],
    ['things/{id:alpha:length(2,3)}', 'things/abcd', undefined],
    [
      'things/{id:guid}',
      'things/0c2b1f2e-1c5d-4f53-9d6a-6a1a8f3c9b11',
      { id: '0c2b1f2e-1c5d-4f53-9d6a-6a1a8f3c9b11' },
    ],
    ['things/{day:regex(^\\d{{4}}$)}', 'things/2026', { day: '2026' }],
    ['things/{id:bool}', 'things/maybe', undefined],
  ])('%s on %s gives %j', (template, path, expected) => {
    expect(parseRoute(template).match(path)).toEqual(expected);
  });

  test('with an unsupported constraint is an error with its name', () => {
    expect(() => parseRoute('things/{id:range(1,5)}')).toThrow("constraint 'range'");
  });

  test('that cannot be parsed is an error', () => {
    expect(() => parseRoute('things/{1d}')).toThrow("unreadable '{1d}'");
  });

  test('ranks literals before mixed segments, constraints, parameters and catch-alls', () => {
    const templates = ['a/{*x}', 'a/{x}', 'a/{x:int}', 'a/b', 'a/{x}', 'a/{x:int}/c'];
    const ranked = templates.toSorted((a, b) => (parseRoute(a).rank < parseRoute(b).rank ? -1 : 1));
    expect(ranked).toEqual(['a/b', 'a/{x:int}', 'a/{x:int}/c', 'a/{x}', 'a/{x}', 'a/{*x}']);
  });
});
