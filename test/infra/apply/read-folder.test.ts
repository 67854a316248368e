import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { FatalError } from '../../../infra/apply/fatal-error.ts';
import { aFolder, type Files, least } from './folder-builder.ts';

const read = (files: Files) => readFolder(aFolder(files));
const faultsOf = (files: Files) =>
  read(files).faults.map(({ file, message }) => `${file} ${message}`);

describe('a folder', () => {
  test('is read as documents of the kinds that its folders are called after', () => {
    const { documents, kinds, faults } = read(least);
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

  test('that is not there is told in one line', () => {
    expect(() => readFolder('/nowhere/at/all')).toThrow(FatalError);
    expect(() => readFolder('/nowhere/at/all')).toThrow("There is no folder '/nowhere/at/all'.");
  });

  test('may hold an explanation, and what editors and git leave there', () => {
    expect(faultsOf({ 'README.md': 'Hello', '.git/config': '', 'queues/.a.json.swp': '' })).toEqual(
      [],
    );
  });

  test('names a document by its file up to the last dot', () => {
    expect(read({ 'queues/v1.2.yml': 'name: A' }).documents).toMatchObject([{ id: 'v1.2' }]);
  });
});

describe('nothing in it is passed over in silence', () => {
  test.each<[string, Files, string]>([
    ['a file beside the folders', { 'spring.json': {} }, 'spring.json is in none of the folders'],
    ['a folder of another name', { 'queue/a.json': {} }, 'queue/ is not a folder of documents'],
    ['a folder within a folder', { 'queues/eu/a.json': {} }, 'queues/eu/ is a folder within'],
    ['a file of another kind', { 'queues/a.jsn': '{}' }, 'queues/a.jsn must end in .json, .yaml'],
    [
      'a document in two files',
      { 'queues/a.json': { name: 'A' }, 'queues/a.yaml': 'name: A' },
      'queues/a.yaml is the document of queues/a.json once more',
    ],
  ])('%s', (_what, files, told) => {
    expect(faultsOf(files)).toEqual([expect.stringContaining(told)]);
  });
});

describe('a text that cannot be read is told with its place', () => {
  test.each<[string, string, unknown, string]>([
    ['JSON that breaks off', 'a.json', '{"name": "A"', 'line 1 column 13'],
    ['YAML in a JSON file', 'a.json', 'name: A', 'is not valid JSON'],
    ['a name that stands twice in JSON', 'a.json', '{"a": 1,\n"a": 2}', 'line 2, column 1'],
    ['a name that stands twice in YAML', 'a.yaml', 'a: 1\na: 2', 'line 2, column 1'],
    ['a list that is not closed', 'a.yaml', 'a: [1', 'line 1, column 6'],
    ['several documents in one file', 'a.yaml', 'a: 1\n---\nb: 2', 'multiple documents'],
    ['a list that contains itself', 'a.yaml', 'a: &a [*a]', 'it contains itself'],
    ['an object far within itself', 'a.yaml', 'a: &a { b: [c: *a] }', 'it contains itself'],
    ['a tag that means nothing', 'a.yaml', 'a: !Ref x', 'Unresolved tag'],
    ['another encoding', 'a.json', Buffer.from('{"name":"é"}', 'latin1'), 'not valid for encoding'],
  ])('%s', (_what, name, content, told) => {
    expect(faultsOf({ [`queues/${name}`]: content })).toEqual([
      expect.stringMatching(new RegExp(`^queues/${name} cannot be read: [^]*${told}`)),
    ]);
  });
});

describe.skipIf(process.platform === 'win32')(
  'a file that the system does not give is told beside the other faults',
  () => {
    const others = { 'queues/broken.json': '{', 'queues/good.json': { name: 'Good' } };
    const told = (root: string) =>
      readFolder(root).faults.map(({ file, message }) => `${file} ${message}`);

    test.each([
      ['a link that leads nowhere', 'nowhere.yaml', 'it is a link that leads nowhere'],
      ['a link to itself', 'a.yaml', 'ELOOP'],
    ])('%s', (_what, target, why) => {
      const root = aFolder(others);
      symlinkSync(target, join(root, 'queues/a.yaml'));
      symlinkSync('engagements', join(root, 'engagements'));
      expect(told(root)).toEqual([
        expect.stringMatching(/^engagements cannot be read: ELOOP/),
        expect.stringContaining(`queues/a.yaml cannot be read: ${why}`),
        expect.stringContaining('queues/broken.json cannot be read'),
      ]);
    });

    test('what is no file is not waited for', () => {
      const root = aFolder(others);
      execFileSync('mkfifo', [join(root, 'queues/a.yaml')]);
      expect(told(root)[0]).toBe('queues/a.yaml cannot be read: it is no file');
    });

    test.skipIf(process.getuid?.() === 0)('what may not be read', () => {
      const root = aFolder({ ...others, 'workstreams/a.json': {} });
      chmodSync(join(root, 'queues/good.json'), 0);
      chmodSync(join(root, 'workstreams'), 0);
      expect(told(root)).toEqual([
        expect.stringContaining('queues/broken.json cannot be read'),
        expect.stringContaining('queues/good.json cannot be read: EACCES'),
        expect.stringContaining('workstreams/ cannot be read: EACCES'),
      ]);
      chmodSync(join(root, 'workstreams'), 0o700);
    });
  },
);

describe('what YAML would take for something else', () => {
  test('a telephone number, a time of the day and a date are texts without quotes', () => {
    const content = 'number: +18005550100\nfrom: 21:00\ndate: 2026-12-25\ncountry: NO\ncount: -4';
    expect(read({ 'queues/a.yaml': content }).documents[0]?.body).toEqual({
      number: '+18005550100',
      from: '21:00',
      date: '2026-12-25',
      country: 'NO',
      count: -4,
    });
  });

  test('an editor’s byte order mark is no part of the document', () => {
    expect(read({ 'queues/a.json': '\uFEFF{"name":"A"}' }).documents[0]?.body).toEqual({
      name: 'A',
    });
  });
});
