// The header of a contact file and the entries after it.
import { type Columns, readHeader } from '../../domain/intake/columns.ts';
import type { Refusal } from '../../domain/intake/import-lifecycle.ts';
import type { ContactFile, FileEntry } from '../../ports/contact-files.ts';

type HeaderSearch = { kind: 'columns'; columns: Columns } | { kind: 'refused'; refusal: Refusal };

export async function findHeader(file: ContactFile): Promise<HeaderSearch> {
  const refuse = (code: Refusal['code'], message: string, line: number | null): HeaderSearch => ({
    kind: 'refused',
    refusal: { code, message, line },
  });
  for await (const entry of file.rows()) {
    if (entry.kind === 'fault') return refuse('badHeader', entry.fault.message, entry.fault.line);
    const { cells, line } = entry.row;
    const header = readHeader(cells);
    return header.kind === 'columns' ? header : refuse('badHeader', header.message, line);
  }
  return refuse('fileEmpty', 'The file has no header.', null);
}

/** The entries after the header. */
export async function* rowsOf(file: ContactFile): AsyncGenerator<FileEntry> {
  let isHeader = true;
  for await (const entry of file.rows()) {
    if (!isHeader) yield entry;
    isHeader = false;
  }
}

/** The last line of each account. A file without accounts is not read for it. */
export async function findLastLines(file: ContactFile, columns: Columns) {
  const lastLines = new Map<string, number>();
  const position = columns.named.get('ID');
  if (position === undefined) return lastLines;
  for await (const entry of rowsOf(file)) {
    const account = entry.kind === 'row' ? (entry.row.cells[position] ?? '').trim() : '';
    if (entry.kind === 'row' && account !== '') lastLines.set(account, entry.row.line);
  }
  return lastLines;
}
