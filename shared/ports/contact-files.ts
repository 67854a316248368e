import type { Fault, RawRow } from '../domain/intake/row.ts';

export type FileEntry = { kind: 'row'; row: RawRow } | { kind: 'fault'; fault: Fault };

/** The contact files that were dropped, by path: `{engagementId}/{name}.csv`. */
export interface ContactFiles {
  /** The file's size; undefined when there is no such file (any more). */
  sizeOf(path: string): Promise<number | undefined>;
  /** A digest of the content; the same bytes, the same digest. */
  digestOf(path: string): Promise<string>;
  /** What stands at the very beginning: `utf8` when the rest may be read as UTF-8. */
  encodingOf(path: string): Promise<'utf8' | 'utf16' | 'binary'>;
  /**
   * The rows in order, the header first, with the line on which each begins. A row that cannot be parsed is a fault and
   * the next line is tried; memory does not grow with the file.
   */
  read(path: string): AsyncIterable<FileEntry>;
}
