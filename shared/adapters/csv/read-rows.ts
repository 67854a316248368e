// Rows of a CSV stream, by csv-parse. A quote that is left open would swallow all that follows, so when a row cannot be
// parsed it is a fault, and reading goes on at the next line of the file: no good row is lost behind a bad one.
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Fault } from '../../domain/intake/row.ts';
import type { FileEntry } from '../../ports/contact-files.ts';

export interface RowSource {
  /** The bytes from an offset to the end. */
  open(from: number): Promise<Readable>;
  size(): Promise<number>;
}

/** A row may have this many bytes; more is a quote that was never closed. */
const longestRow = 128 * 1024;

interface Position {
  /** Where in the file the next record begins. */
  byte: number;
  line: number;
}

interface ParsedRecord {
  record: string[];
  info: { bytes: number; lines: number };
}

export async function* readRows(source: RowSource): AsyncGenerator<FileEntry> {
  const size = await source.size();
  let at: Position = { byte: 0, line: 1 };
  while (at.byte < size) {
    const failure: { error: CsvError | null } = { error: null };
    for await (const { entry, next } of readFrom(source, at, failure)) {
      if (entry !== null) yield entry;
      at = next;
    }
    if (failure.error === null) return;
    const skipped = await blankLines(source, at);
    at = skipped;
    yield { kind: 'fault', fault: faultOf(failure.error, at.line) };
    at = await nextLine(source, at);
  }
}

/** Records from a position on, each with the position after it; a fault ends it and is left in `failure`. */
async function* readFrom(
  source: RowSource,
  from: Position,
  failure: { error: CsvError | null },
): AsyncGenerator<{ entry: FileEntry | null; next: Position }> {
  const stream = await source.open(from.byte);
  const parser = stream.pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRow,
    }),
  );
  stream.on('error', (error) => parser.destroy(error));
  let line = from.line;
  try {
    for await (const parsed of parser) {
      const { record, info } = parsed as ParsedRecord;
      // `lines` counts what was read up to and with this record; quoted line breaks make a record of several lines.
      const last = from.line + info.lines - 1;
      const first = Math.max(line, last - breaksIn(record));
      line = last + 1;
      const next = { byte: from.byte + info.bytes, line };
      const empty = record.every((cell) => cell.trim() === '');
      yield { entry: empty ? null : { kind: 'row', row: { line: first, cells: record } }, next };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    failure.error = error;
  } finally {
    stream.destroy();
  }
}

const breaksIn = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

function faultOf(error: CsvError, line: number): Fault {
  const own = { line, field: '', rowKept: false } as const;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return { ...own, reason: 'openQuote', message: 'A quote is opened and not closed.' };
    default:
      return {
        ...own,
        reason: 'brokenQuote',
        message: 'A quote stands where none may: quote the whole value, and double quotes in it.',
      };
  }
}

/** The position behind the blank lines that precede a record. */
async function blankLines(source: RowSource, from: Position): Promise<Position> {
  let at = from;
  for await (const text of lines(source, from)) {
    if (text.trim() !== '') break;
    at = { byte: at.byte + text.length, line: at.line + 1 };
  }
  return at;
}

async function nextLine(source: RowSource, from: Position): Promise<Position> {
  for await (const text of lines(source, from)) {
    return { byte: from.byte + text.length, line: from.line + 1 };
  }
  return from;
}

/** The lines of the file from a position on, each with its line break; latin1 keeps one character per byte. */
async function* lines(source: RowSource, from: Position): AsyncGenerator<string> {
  const stream = await source.open(from.byte);
  const decoder = new StringDecoder('latin1');
  let rest = '';
  try {
    for await (const chunk of stream) {
      rest += decoder.write(chunk as Buffer);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        yield rest.slice(0, end + 1);
        rest = rest.slice(end + 1);
      }
    }
    if (rest !== '') yield rest;
  } finally {
    stream.destroy();
  }
}
