// Limits of size, names and imports.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = (...patterns: string[]) => globSync(patterns, { cwd: root }).sort();
const source = (file: string) => readFileSync(join(root, file), 'utf8');

describe('files', () => {
  const lines = (file: string) => source(file).trimEnd().split('\n').length;
  const longer = (most: number, ...patterns: string[]) =>
    files(...patterns)
      .map((file) => `${file}: ${lines(file)}`)
      .filter((line) => Number(line.split(': ')[1]) > most);

  test('a trigger has at most 60 lines', () => {
    expect(files('functions/**/*.ts').length).toBeGreaterThan(10);
    expect(longer(60, 'functions/**/*.ts')).toEqual([]);
  });
  test('a file of the domain or of a use case has at most 200 lines', () => {
    expect(longer(200, 'shared/{domain,usecases}/**/*.ts')).toEqual([]);
  });
  test('no file has a name such as utils', () => {
    const vague = /^(utils?|helpers?|commons?|misc|libs?)(\.|$)/i;
    const names = files('{functions,shared,test,infra}/**').filter((file) =>
      vague.test(basename(file)),
    );
    expect(names).toEqual([]);
  });
});

describe('circles', () => {
  const product = files('{shared,functions}/**/*.ts');

  /** The imports of each file, including types. */
  function importsOf(file: string): string[] {
    const statements = source(file).matchAll(/\b(?:im|ex)port\b[^;']*?'(\.[^']+)'/g);
    return [...statements].map(([, to = '']) => relative(root, join(root, dirname(file), to)));
  }

  /** The imports by the name of each file; files without a name are skipped. */
  function graph(nameOf: (file: string) => string | undefined) {
    const edges = new Map<string, Set<string>>();
    for (const file of product) {
      const from = nameOf(file);
      if (from === undefined) continue;
      const known = edges.get(from) ?? new Set();
      edges.set(from, known);
      for (const to of importsOf(file).map(nameOf)) {
        if (to !== undefined && to !== from) known.add(to);
      }
    }
    return edges;
  }

  /** A circle as the names on its way; empty if there is none. */
  function circle(edges: Map<string, Set<string>>): string {
    const done = new Set<string>();
    const walk = (name: string, way: readonly string[]): string => {
      if (way.includes(name)) return [...way.slice(way.indexOf(name)), name].join(' → ');
      if (done.has(name)) return '';
      for (const next of edges.get(name) ?? []) {
        const found = walk(next, [...way, name]);
        if (found !== '') return found;
      }
      done.add(name);
      return '';
    };
    return [...edges.keys()].map((name) => walk(name, [])).find((found) => found !== '') ?? '';
  }
  const folderIn = (parent: string) => (file: string) =>
    file.startsWith(`${parent}/`)
      ? file.slice(parent.length + 1).match(/^([^/]+)\//)?.[1]
      : undefined;

  test('a circle is found', () => {
    const edges = new Map([
      ['a', new Set(['b', 'd'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b'])],
    ]);
    expect(circle(edges)).toBe('b → c → b');
  });
  test('every import leads to a file, and every folder is known', () => {
    const missing = product
      .flatMap((file) => importsOf(file))
      .filter((to) => !product.includes(to));
    expect(missing).toEqual([]);
    const folders = graph(folderIn('shared'));
    expect([...folders.keys()].sort()).toEqual([
      ...['adapters', 'concurrency', 'contract', 'domain', 'ports', 'usecases'],
    ]);
    expect([...(folders.get('usecases') ?? [])].sort()).toEqual(['concurrency', 'domain', 'ports']);
  });
  test('there is no circle between files', () => {
    expect(circle(graph((file) => file))).toBe('');
  });
  test('there is no circle between the folders of shared', () => {
    expect(circle(graph(folderIn('shared')))).toBe('');
  });
  test.each(['domain', 'contract', 'usecases', 'adapters'])(
    'there is no circle in shared/%s',
    (layer) => {
      expect(circle(graph(folderIn(`shared/${layer}`)))).toBe('');
    },
  );
  test('there is no circle between the folders of functions', () => {
    expect(circle(graph(folderIn('functions')))).toBe('');
  });
});
