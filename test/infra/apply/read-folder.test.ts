import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { FatalError } from '../../../infra/apply/fatal-error.ts';
import { aFolder, type Files, fewestDocuments } from './folder-builder.ts';

const read = (files: Files) => readFolder(aFolder(files));
const issuesOf = (files: Files) =>
  read(files).faults.map(({ file, message }) => `${file} ${message}`);

describe('a folder', () => {
  test('is read as documents of the kinds that name its folders', () => {
    const { documents, kinds, faults } = read(fewestDocuments);
    expect(faults).toEqual([]);
    expect(kinds).toEqual(['engagement', 'queue', 'workstream']);
    expect(documents).toMatchObject([
      { kind: 'engagement', id: 'spring', file: 'engagements/spring.yaml' },
      {
        kind: 'queue',
        id: 'renewals',
        file: 'queues/renewals.yaml',
        body: { name: 'Renewals', wrapUpSeconds: 30 },
      },
      { kind: 'workstream', id: 'outbound', file: 'workstreams/outbound.json' },
    ]);
  });

  test('that does not exist throws FatalError', () => {
    expect(() => readFolder('/nowhere/at/all')).toThrow(FatalError);
    expect(() => readFolder('/nowhere/at/all')).toThrow("There is no folder '/nowhere/at/all'.");
  });

  test('may contain a README and files of editors and git', () => {
    expect(issuesOf({ 'README.md': 'Hello', '.git/config': '', 'queues/.a.json.swp': '' })).toEqual(
      [],
    );
  });

  test('gives a document the name of its file up to the last dot as id', () => {
    expect(read({ 'queues/v1.2.yml': 'name: A' }).documents).toMatchObject([{ id: 'v1.2' }]);
  });
});

describe('an entry that is no document is an issue', () => {
  test.each<[string, Files, string]>([
    [
      'a file outside the folders',
      { 'spring.json': {} },
      'spring.json must be in one of the folders',
    ],
    ['a folder with another name', { 'queue/a.json': {} }, 'queue/ is not a folder of documents'],
    ['a folder within a folder', { 'queues/eu/a.json': {} }, 'queues/eu/ is a folder within'],
    ['a file of another kind', { 'queues/a.jsn': '{}' }, 'queues/a.jsn must end in .json, .yaml'],
    [
      'a document in two files',
      { 'queues/a.json': { name: 'A' }, 'queues/a.yaml': 'name: A' },
      'queues/a.yaml has the same id as queues/a.json',
    ],
  ])('%s', (_what, files, expected) => {
    expect(issuesOf(files)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('an unreadable text is an issue with its position', () => {
  test.each<[string, string, unknown, string]>([
    ['incomplete JSON', 'a.json', '{"name": "A"', 'line 1 column 13'],
    ['YAML in a JSON file', 'a.json', 'name: A', 'is not valid JSON'],
    ['a repeated name in JSON', 'a.json', '{"a": 1,\n"a": 2}', 'line 2, column 1'],
    ['a repeated name in YAML', 'a.yaml', 'a: 1\na: 2', 'line 2, column 1'],
    ['an unclosed list', 'a.yaml', 'a: [1', 'line 1, column 6'],
    ['several documents in one file', 'a.yaml', 'a: 1\n---\nb: 2', 'multiple documents'],
    ['a list that contains itself', 'a.yaml', 'a: &a [*a]', 'it refers to itself'],
    ['an object deep within itself', 'a.yaml', 'a: &a { b: [c: *a] }', 'it refers to itself'],
    ['an unknown tag', 'a.yaml', 'a: !Ref x', 'Unresolved tag'],
    ['another encoding', 'a.json', Buffer.from('{"name":"é"}', 'latin1'), 'not valid for encoding'],
  ])('%s', (_what, name, content, expected) => {
    expect(issuesOf({ [`queues/${name}`]: content })).toEqual([
      expect.stringMatching(new RegExp(`^queues/${name} cannot be read: [^]*${expected}`)),
    ]);
  });
});

describe.skipIf(process.platform === 'win32')(
  'a file that the system cannot read is an issue like the others',
  () => {
    const others = { 'queues/broken.json': '{', 'queues/good.json': { name: 'Good' } };
    const expected = (root: string) =>
      readFolder(root).faults.map(({ file, message }) => `${file} ${message}`);

    test.each([
      ['a link without a target', 'nowhere.yaml', 'the link has no target'],
      ['a link to itself', 'a.yaml', 'ELOOP'],
    ])('%s', (_what, target, why) => {
      const root = aFolder(others);
      symlinkSync(target, join(root, 'queues/a.yaml'));
      symlinkSync('engagements', join(root, 'engagements'));
      expect(expected(root)).toEqual([
        expect.stringMatching(/^engagements cannot be read: ELOOP/),
        expect.stringContaining(`queues/a.yaml cannot be read: ${why}`),
        expect.stringContaining('queues/broken.json cannot be read'),
      ]);
    });

    test('a pipe is not read', () => {
      const root = aFolder(others);
      execFileSync('mkfifo', [join(root, 'queues/a.yaml')]);
      expect(expected(root)[0]).toBe('queues/a.yaml cannot be read: it is not a file');
    });

    test.skipIf(process.getuid?.() === 0)('a file without permission', () => {
      const root = aFolder({ ...others, 'workstreams/a.json': {} });
      chmodSync(join(root, 'queues/good.json'), 0);
      chmodSync(join(root, 'workstreams'), 0);
      expect(expected(root)).toEqual([
        expect.stringContaining('queues/broken.json cannot be read'),
        expect.stringContaining('queues/good.json cannot be read: EACCES'),
        expect.stringContaining('workstreams/ cannot be read: EACCES'),
      ]);
      chmodSync(join(root, 'workstreams'), 0o700);
    });
  },
);

describe('values that YAML could convert', () => {
  test('a telephone number, a time and a date are texts without quotes', () => {
    const content = 'number: +18005550100\nfrom: 21:00\ndate: 2026-12-25\ncountry: NO\ncount: -4';
    expect(read({ 'queues/a.yaml': content }).documents[0]?.body).toEqual({
      number: '+18005550100',
      from: '21:00',
      date: '2026-12-25',
      country: 'NO',
      count: -4,
    });
  });

  test('a byte order mark is ignored', () => {
    expect(read({ 'queues/a.json': '\uFEFF{"name":"A"}' }).documents[0]?.body).toEqual({
      name: 'A',
    });
  });
});
