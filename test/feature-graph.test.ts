// The use cases are folders of features. Imports between them stay few and have no circle.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../shared/usecases');
const files = globSync('**/*.ts', { cwd: root }).sort();

/** The imports from one folder to another, types included, as `from → to`. */
function arrowsOf(sources: Readonly<Record<string, string>>): string[] {
  const arrows = Object.entries(sources).flatMap(([file, source]) => {
    const imports = source.matchAll(/\b(?:im|ex)port\b[^;']*?'(\.[^']+)'/g);
    return [...imports].flatMap(([, specifier = '']) => {
      const target = relative('', join(dirname(file), specifier));
      const [from, to] = [file.split('/')[0], target.split('/')[0]];
      return target.startsWith('..') || from === to ? [] : [`${from} → ${to}`];
    });
  });
  return [...new Set(arrows)].sort();
}

/** The folders that are left when all folders without an import of another one are removed, again and again. */
function foldersInCircles(arrows: readonly string[]): string[] {
  const left = arrows.map((arrow) => arrow.split(' → '));
  const next = left.filter(([, to]) => left.some(([from]) => from === to));
  if (next.length === left.length) return [...new Set(left.map(([from = '']) => from))];
  return foldersInCircles(next.map((pair) => pair.join(' → ')));
}

const sources = Object.fromEntries(
  files.map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);

test('arrows and circles are found', () => {
  const arrows = arrowsOf({
    'a/one.ts': "import type { Two } from '../b/two.ts';\nimport { x } from '../../errors.ts';",
    'b/two.ts': "export { Three } from '../c/three.ts';",
    'c/three.ts': "import { One } from '../a/one.ts';",
    'd/four.ts': "import { One } from '../a/one.ts';",
  });
  expect(arrows).toEqual(['a → b', 'b → c', 'c → a', 'd → a']);
  expect(foldersInCircles(arrows)).toEqual(['a', 'b', 'c', 'd']);
  expect(foldersInCircles(arrows.filter((arrow) => arrow !== 'c → a'))).toEqual([]);
});

test('every use case belongs to a feature', () => {
  expect(files.filter((file) => !file.includes('/'))).toEqual([]);
});

test('the features have no circle', () => {
  expect(foldersInCircles(arrowsOf(sources))).toEqual([]);
});

test('at most 30 arrows connect the features', () => {
  const arrows = arrowsOf(sources);
  expect(arrows.length, arrows.join('\n')).toBeGreaterThan(10);
  expect(arrows.length, arrows.join('\n')).toBeLessThanOrEqual(30);
});
