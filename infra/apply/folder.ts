// A folder of documents: one folder for each kind, one file for each document, its name the id. Whatever is there and would
// not be applied is a fault, so that nobody waits for a misplaced file to take effect.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Issue } from '../../shared/errors.ts';
import type { SettingsKind } from '../../shared/domain/settings.ts';
import { collections, kindOf, kinds, type Named, nameOf } from './collections.ts';
import { parse } from './parse.ts';
import { Stop } from './stop.ts';

/** A document as it stands in its file. */
export interface Found extends Named {
  readonly file: string;
  readonly body: unknown;
}

export interface Fault extends Issue {
  /** Below the folder, with slashes. */
  readonly file: string;
}

export interface Folder {
  readonly documents: readonly Found[];
  /** Those that have a folder here, be it an empty one. */
  readonly kinds: readonly SettingsKind[];
  readonly faults: readonly Fault[];
}

const formats: Readonly<Record<string, 'json' | 'yaml'>> = {
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** What editors and version control leave behind, and what explains the documents to people. */
const isBeside = (name: string): boolean => name.startsWith('.') || /\.md$/i.test(name);

export function readFolder(root: string): Folder {
  if (!isFolder(root)) throw new Stop(`There is no folder '${root}'.`);
  const documents: Found[] = [];
  const present: SettingsKind[] = [];
  const faults: Fault[] = [];
  const fault = (file: string, message: string) => void faults.push({ file, path: '', message });

  for (const name of entriesOf(root)) {
    const kind = kindOf(name);
    if (!isFolder(join(root, name))) {
      fault(name, `is in none of the folders ${known}`);
    } else if (kind === undefined) {
      fault(`${name}/`, `is not a folder of documents; these are ${known}`);
    } else {
      present.push(kind);
      for (const file of entriesOf(join(root, name))) readFile(kind, `${name}/${file}`, file);
    }
  }
  return { documents, kinds: present, faults };

  function readFile(kind: SettingsKind, file: string, name: string): void {
    const extension = extname(name);
    const format = formats[extension];
    if (isFolder(join(root, file))) {
      fault(`${file}/`, 'is a folder within a folder; the documents of a kind stand side by side');
    } else if (format === undefined) {
      fault(file, 'must end in .json, .yaml or .yml to be a document');
    } else {
      const id = name.slice(0, -extension.length);
      const twin = documents.find((other) => nameOf(other) === nameOf({ kind, id }));
      if (twin !== undefined) fault(file, `is the document of ${twin.file} once more`);
      const parsed = parse(readFileSync(join(root, file)), format);
      if (parsed.kind === 'unreadable') fault(file, parsed.message);
      // It still is what others may refer to; as long as there are faults, nothing is written.
      documents.push({ kind, id, file, body: parsed.kind === 'read' ? parsed.body : undefined });
    }
  }
}

const known = kinds.map((kind) => `${collections[kind]}/`).join(', ');

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const entriesOf = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => !isBeside(name))
    .sort();
