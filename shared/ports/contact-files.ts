import type { RowIssue, RawRow } from '../domain/intake/row.ts';

export type FileEntry = { kind: 'row'; row: RawRow } | { kind: 'fault'; fault: RowIssue };

/** One version of a contact file. A later upload to the same path does not change it. */
export interface ContactFile {
  kind: 'file';
  /** A digest of the content. */
  digest: string;
  /** The encoding that the first bytes show. */
  encoding: 'utf8' | 'utf16' | 'binary';
  /**
   * The rows in order, the header first, each with its first line number. Each call reads from the start. A row that
   * cannot be parsed is a fault, and reading continues on the next line.
   */
  rows(): AsyncIterable<FileEntry>;
}

/** Uploaded contact files by path: `{engagementId}/{name}.csv`. */
export interface ContactFiles {
  /** Does not read a file of more bytes than `limit`. Undefined if no such file exists. */
  open(
    path: string,
    limit: number,
  ): Promise<ContactFile | { kind: 'tooLarge'; size: number } | undefined>;
}
