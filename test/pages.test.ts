// The Markdown pages: their length, links, file names and words.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findBannedWords } from '../lint/plain-language.ts';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', '{functions,infra,lint,shared,test}/**/*.md'], { cwd: root });
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const withoutBlocks = (text: string) => text.replace(/^```[^]*?^```$/gm, '');

/** The faults of all pages, each with its page. */
const faults = (find: (page: string, text: string) => readonly string[]) =>
  pages.flatMap((page) => find(page, textOf(page)).map((fault) => `${page}: ${fault}`));

/** The anchors of the headings, as GitHub builds them. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(
    ([, title = '']) =>
      `#${title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  );

test('the pages are found', () => {
  expect(pages).toContain('README.md');
  expect(pages).toContain('shared/contract/API.md');
});

test('the README has at most 220 lines', () => {
  expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(220);
});

test('every relative link of a page leads to a file and a heading', () => {
  const isBroken = (page: string, to: string, anchor: string) => {
    const target = to === '' ? page : join(dirname(page), to);
    if (!existsSync(join(root, target))) return true;
    return anchor !== '' && !anchorsOf(target).includes(anchor);
  };
  const links = /\]\((?!https?:)([^)#\s]*)(#[^)]*)?\)/g;
  const broken = faults((page, text) =>
    [...text.matchAll(links)]
      .filter(([, to = '', anchor = '']) => isBroken(page, to, anchor))
      .map(([link]) => link),
  );
  expect(broken).toEqual([]);
});

test('every TypeScript file that a page names exists', () => {
  const sources = globSync('{functions,infra,lint,shared,test}/**/*.ts', { cwd: root });
  const names = new Set(sources.map((file) => basename(file)));
  const missing = faults((_page, text) =>
    [...text.matchAll(/`([\w./-]+\.ts)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !names.has(basename(name))),
  );
  expect(missing).toEqual([]);
});

test('no page has a word that the style bans', () => {
  const banned = faults((_page, text) =>
    findBannedWords(withoutBlocks(text)).map(({ found, instead }) => `${found} (${instead})`),
  );
  expect(banned).toEqual([]);
});
