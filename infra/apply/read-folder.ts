// A folder of documents: one folder per kind, one file per document, named after its id. Every other file is an
// issue, so that a misplaced file does not go unnoticed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Issue } from '../../shared/errors.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { collections, kindOf, kinds, type Named, nameOf } from './collections.ts';
import { parseDocument, type Parsed, unreadable } from './parse-document.ts';
import { FatalError } from './fatal-error.ts';

/** A document in its file. */
interface SourceDocument extends Named {
  readonly file: string;
  readonly body: unknown;
}

export interface FileIssue extends Issue {
  /** The path within the folder, with slashes. */
  readonly file: string;
}

export interface Folder {
  readonly documents: readonly SourceDocument[];
  /** The kinds with a folder here, even an empty one. */
  readonly kinds: readonly ConfigurationKind[];
  readonly faults: readonly FileIssue[];
}

const formats: Readonly<Record<string, 'json' | 'yaml'>> = {
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** Files of editors and version control, and explanations. */
const isIgnored = (name: string): boolean => name.startsWith('.') || /\.md$/i.test(name);

export function readFolder(root: string): Folder {
  const documents: SourceDocument[] = [];
  const present: ConfigurationKind[] = [];
  const faults: FileIssue[] = [];
  const addFault = (file: string, message: string) => void faults.push({ file, path: '', message });

  const names = entryAt(root) === 'folder' ? entriesOf(root) : undefined;
  if (names === undefined) throw new FatalError(`There is no folder '${root}'.`);
  if (!Array.isArray(names)) throw new FatalError(`The folder '${root}' ${names.message}.`);
  for (const name of names) {
    const kind = kindOf(name);
    const entry = entryAt(join(root, name));
    if (typeof entry === 'object') {
      addFault(name, entry.message);
    } else if (entry !== 'folder') {
      addFault(name, `must be in one of the folders ${folderNames}`);
    } else if (kind === undefined) {
      addFault(`${name}/`, `is not a folder of documents; the folders are ${folderNames}`);
    } else {
      present.push(kind);
      const files = entriesOf(join(root, name));
      if (!Array.isArray(files)) addFault(`${name}/`, files.message);
      else for (const file of files) readFile(kind, `${name}/${file}`, file);
    }
  }
  return { documents, kinds: present, faults };

  function readFile(kind: ConfigurationKind, file: string, name: string): void {
    const extension = extname(name);
    const format = formats[extension];
    const entry = entryAt(join(root, file));
    if (entry === 'folder') {
      addFault(`${file}/`, 'is a folder within a folder; move its files up');
    } else if (format === undefined) {
      addFault(file, 'must end in .json, .yaml or .yml to be a document');
    } else {
      const id = name.slice(0, -extension.length);
      const twin = documents.find((document) => nameOf(document) === nameOf({ kind, id }));
      if (twin !== undefined) addFault(file, `has the same id as ${twin.file}`);
      const parsed = typeof entry === 'object' ? entry : read(join(root, file), format);
      if (parsed.kind === 'unreadable') addFault(file, parsed.message);
      // Others may refer to it; while there are issues nothing is written.
      documents.push({ kind, id, file, body: parsed.kind === 'read' ? parsed.body : undefined });
    }
  }
}

const folderNames = kinds.map((kind) => `${collections[kind]}/`).join(', ');

type Unreadable = Parsed & { kind: 'unreadable' };

/** Follows links; an unreadable entry is an issue of one file. */
function entryAt(path: string): 'folder' | 'file' | Unreadable {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return unreadable('the link has no target');
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : unreadable('it is not a file');
  } catch (error) {
    return unreadable(error);
  }
}

function read(path: string, format: 'json' | 'yaml'): Parsed {
  try {
    return parseDocument(readFileSync(path), format);
  } catch (error) {
    return unreadable(error);
  }
}

function entriesOf(path: string): string[] | Unreadable {
  try {
    return readdirSync(path)
      .filter((name) => !isIgnored(name))
      .sort();
  } catch (error) {
    return unreadable(error);
  }
}
