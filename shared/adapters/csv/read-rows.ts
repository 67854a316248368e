// Rows of a CSV stream, by csv-parse. A quote that is left open would swallow all that follows, so when a row cannot be
// parsed it is a fault, and reading goes on at the next line of the file: no good row is lost behind a bad one.
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
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

interface Failure {
  error: CsvError | null;
  /** Quoted line breaks that the parser counted for two lines. */
  twice: number;
}

export async function* readRows(source: RowSource): AsyncGenerator<FileEntry> {
  const size = await source.size();
  let at: Position = { byte: 0, line: 1 };
  while (at.byte < size) {
    const failure: Failure = { error: null, twice: 0 };
    const begun = at.line;
    for await (const { entry, next } of readFrom(source, at, failure)) {
      if (entry !== null) yield entry;
      at = next;
    }
    if (failure.error === null) return;
    const skipped = await blankLines(source, at);
    at = skipped;
    yield { kind: 'fault', fault: faultOf(failure.error, at.line, begun - failure.twice) };
    at = await nextLine(source, at);
  }
}

/** Records from a position on, each with the position after it; a fault ends it and is left in `failure`. */
async function* readFrom(
  source: RowSource,
  from: Position,
  failure: Failure,
): AsyncGenerator<{ entry: FileEntry | null; next: Position }> {
  const stream = await source.open(from.byte);
  // Records are taken as they are parsed: a stream that fails drops what it holds, and with it the rows before the fault.
  const parsed: ParsedRecord[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record: (record: unknown) => {
      // With `info` it is the record and where it was found, whatever the declared type says.
      parsed.push(record as ParsedRecord);
      return null;
    },
  });
  let line = from.line;
  const entryOf = ({ record, info }: ParsedRecord) => {
    // `lines` counts what was read up to and with this record; quoted line breaks make a record of several lines, and
    // csv-parse counts each quoted CRLF for two.
    const breaks = breaksIn(record);
    if (breaks > 0) failure.twice += breaksIn(record, /\r\n/g);
    const last = from.line + info.lines - 1 - failure.twice;
    const first = Math.max(line, last - breaks);
    line = last + 1;
    const next = { byte: from.byte + info.bytes, line };
    const empty = record.every((cell) => cell.trim() === '');
    return {
      entry: empty ? null : { kind: 'row' as const, row: { line: first, cells: record } },
      next,
    };
  };
  try {
    for await (const chunk of stream) {
      failure.error = await fed(parser, (done) => parser.write(chunk, done));
      yield* parsed.splice(0).map(entryOf);
      if (failure.error !== null) return;
    }
    failure.error = await fed(parser, (done) => parser.end(done));
    yield* parsed.splice(0).map(entryOf);
  } finally {
    parser.destroy();
    stream.destroy();
  }
}

/** Feeds the parser; answers with the fault that it met. */
function fed(parser: Parser, feed: (done: (error?: Error | null) => void) => void) {
  return new Promise<CsvError | null>((resolve, reject) => {
    const failed = (error: Error) => {
      if (error instanceof CsvError) resolve(error);
      else reject(error);
    };
    parser.once('error', failed);
    feed((error) => {
      if (error) {
        failed(error);
        return;
      }
      parser.off('error', failed);
      resolve(null);
    });
  });
}

const breaksIn = (record: readonly string[], breaks = /\r\n|\n|\r/g): number =>
  record.reduce((sum, cell) => sum + (cell.match(breaks)?.length ?? 0), 0);

/** `begun`: the line from which the parser counts. */
function faultOf(error: CsvError, line: number, begun: number): Fault {
  const own = { line, field: '', rowKept: false } as const;
  // A quote that runs on into a later row ends at the first quote there, which then seems to be the wrong one.
  const runsOn = typeof error['lines'] === 'number' && begun + error['lines'] - 1 > line;
  switch (runsOn ? 'CSV_QUOTE_NOT_CLOSED' : error.code) {
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
