import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { objectLiteralSpread } from '../../lint/object-literal-spread.ts';

function countReports(code: string): number {
  const plugins = { plain: { rules: { spread: objectLiteralSpread } } };
  return new Linter().verify(code, [{ plugins, rules: { 'plain/spread': 'error' } }]).length;
}

test.each([
  ['a spread literal', 'f({ ...{ a: 1, b: 2 }, c: 3 });', 1],
  ['nested spread literals', 'f({ ...{ a: 1, ...{ b: 2 } } });', 2],
  ['a spread variable', 'f({ ...a, c: 3 });', 0],
  ['a conditional spread', 'f({ ...(a ? { b: 1 } : {}) });', 0],
  ['a spread array', 'f([...[1, 2]]);', 0],
])('%s has the expected number of reports', (_text, code, count) => {
  expect(countReports(code)).toBe(count);
});
