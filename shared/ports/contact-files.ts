import type { RowIssue, RawRow } from '../domain/intake/row.ts';

export type FileEntry = { kind: 'row'; row: RawRow } | { kind: 'fault'; fault: RowIssue };

/** One version of a contact file: whatever is dropped in its place meanwhile, this stays as it was opened. */
export interface ContactFile {
  kind: 'file';
  /** A digest of the content; the same bytes, the same digest. */
  digest: string;
  /** What stands at the very beginning: `utf8` when the rest may be read as UTF-8. */
  encoding: 'utf8' | 'utf16' | 'binary';
  /**
   * The rows in order, the header first, with the line on which each begins; as often as asked for. A row that cannot be
   * parsed is a fault and the next line is tried.
   */
  rows(): AsyncIterable<FileEntry>;
}

/** The contact files that were dropped, by path: `{engagementId}/{name}.csv`. */
export interface ContactFiles {
  /** Undefined when there is no such file (any more). One of more bytes than `most` is not read at all. */
  open(
    path: string,
    most: number,
  ): Promise<ContactFile | { kind: 'tooLarge'; size: number } | undefined>;
}
