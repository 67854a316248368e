// Rows of a CSV file, by csv-parse. A quote that is left open would swallow all that follows, so when a row cannot be
// parsed it is a fault, and reading goes on at the next line of the file: no good row is lost behind a bad one.
import { CsvError, parse, type Parser } from 'csv-parse';
import { type RowIssue, maxValueLength } from '../../domain/intake/row.ts';
import type { FileEntry } from '../../ports/contact-files.ts';

/** The parser is given so much at once: its rows stand in memory until they are taken. */
const pieceBytes = 64 * 1024;
/** A row of several lines that is longer, with a value longer than any may be, is a quote that was never closed. */
const swallowedBytes = 128 * 1024;

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
  reason: 'openQuote' | 'brokenQuote' | null;
  /** Quoted line breaks that the parser counted for two lines. */
  twice: number;
}

export async function* readRows(content: Buffer): AsyncGenerator<FileEntry> {
  let at: Position = { byte: 0, line: 1 };
  while (at.byte < content.length) {
    const failure: Failure = { reason: null, twice: 0 };
    for await (const { entry, next } of readFrom(content, at, failure)) {
      if (entry !== null) yield entry;
      at = next;
    }
    if (failure.reason === null) return;
    at = behindBlankLines(content, at);
    yield { kind: 'fault', fault: faultOf(failure.reason, at.line) };
    at = nextLine(content, at);
  }
}

/** Records from a position on, each with the position after it; a fault ends it and is left in `failure`. */
async function* readFrom(
  content: Buffer,
  from: Position,
  failure: Failure,
): AsyncGenerator<{ entry: FileEntry | null; next: Position }> {
  // Records are taken as they are parsed: a stream that fails drops what it holds, and with it the rows before the fault.
  const parsed: ParsedRecord[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (record: unknown) => {
      // With `info` it is the record and where it was found, whatever the declared type says.
      parsed.push(record as ParsedRecord);
      return null;
    },
  });
  let at = from;
  const entriesOf = function* (records: readonly ParsedRecord[]) {
    for (const { record, info } of records) {
      // `lines` counts what was read up to and with this record; quoted line breaks make a record of several lines, and
      // csv-parse counts each quoted CRLF for two.
      const breaks = breaksIn(record);
      if (breaks > 0) failure.twice += breaksIn(record, /\r\n/g);
      const last = from.line + info.lines - 1 - failure.twice;
      const next = { byte: from.byte + info.bytes, line: last + 1 };
      if (breaks > 0 && next.byte - at.byte > swallowedBytes && record.some(isSwallowed)) {
        failure.reason = 'openQuote';
        return;
      }
      const first = Math.max(at.line, last - breaks);
      at = next;
      const empty = record.every((cell) => cell.trim() === '');
      const entry = { kind: 'row' as const, row: { line: first, cells: record } };
      yield { entry: empty ? null : entry, next };
    }
  };
  try {
    for (let byte = from.byte; byte <= content.length; byte += pieceBytes) {
      const piece = content.subarray(byte, byte + pieceBytes);
      const error = await fed(parser, (done) =>
        byte + pieceBytes < content.length ? parser.write(piece, done) : parser.end(piece, done),
      );
      yield* entriesOf(parsed.splice(0));
      if (failure.reason === null && error !== null) {
        failure.reason = reasonOf(error, at, from.line - failure.twice);
      }
      if (failure.reason !== null || byte + pieceBytes >= content.length) return;
    }
  } finally {
    parser.destroy();
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

const isSwallowed = (cell: string): boolean => cell.length > maxValueLength && /[\r\n]/.test(cell);

/** `begun`: the line from which the parser counts. */
function reasonOf(error: CsvError, at: Position, begun: number): Failure['reason'] {
  // A quote that runs on into a later row ends at the first quote there, which then seems to be the wrong one.
  const runsOn = typeof error['lines'] === 'number' && begun + error['lines'] - 1 > at.line;
  return runsOn || error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'openQuote' : 'brokenQuote';
}

const messages = {
  openQuote: 'A quote is opened and not closed.',
  brokenQuote: 'A quote stands where none may: quote the whole value, and double quotes in it.',
};

const faultOf = (reason: keyof typeof messages, line: number): RowIssue => ({
  ...{ line, field: '', reason, message: messages[reason], rowKept: false },
});

/** The position behind the blank lines that precede a record. */
function behindBlankLines(content: Buffer, from: Position): Position {
  let at = from;
  for (let next = nextLine(content, at); next.byte > at.byte; next = nextLine(content, at)) {
    if (content.toString('latin1', at.byte, next.byte).trim() !== '') break;
    at = next;
  }
  return at;
}

function nextLine(content: Buffer, { byte, line }: Position): Position {
  const end = content.indexOf(0x0a, byte);
  return { byte: end < 0 ? content.length : end + 1, line: line + 1 };
}
