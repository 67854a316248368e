// Reads the rows of a CSV file with csv-parse. An unclosed quote would include all rows after it in one value. So a row that
// cannot be parsed is a fault, and reading continues on the next line of the file.
import { CsvError, parse, type Parser } from 'csv-parse';
import { maxValueLength } from '../../domain/intake/check-cells.ts';
import type { RowIssue } from '../../domain/intake/row.ts';
import type { FileEntry } from '../../ports/contact-files.ts';

/** The parser receives this much at a time, because its rows stay in memory until they are read. */
const pieceBytes = 64 * 1024;
/** A longer row of several lines with a value above the limit has an unclosed quote. */
const unclosedQuoteBytes = 128 * 1024;

interface Position {
  /** The offset of the next record in the file. */
  byte: number;
  line: number;
}

interface ParsedRecord {
  record: string[];
  info: { bytes: number; lines: number };
}

interface Failure {
  reason: 'openQuote' | 'brokenQuote' | null;
  /** Quoted line breaks that the parser counted as two lines. */
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
    at = skipBlankLines(content, at);
    yield { kind: 'fault', fault: faultOf(failure.reason, at.line) };
    at = nextLine(content, at);
  }
}

/** The records from a position, each with the position after it. Ends at a fault, which it writes to `failure`. */
async function* readFrom(
  content: Buffer,
  from: Position,
  failure: Failure,
): AsyncGenerator<{ entry: FileEntry | null; next: Position }> {
  // `on_record` collects the rows, because a failing stream drops its buffered rows before the fault.
  const parsed: ParsedRecord[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (record: unknown) => {
      // With `info`, csv-parse passes the record and its position; its type declaration does not say so.
      parsed.push(record as ParsedRecord);
      return null;
    },
  });
  let at = from;
  const entriesOf = function* (records: readonly ParsedRecord[]) {
    for (const { record, info } of records) {
      // `lines` counts the lines up to the end of this record. A quoted line break is a line of its own, and csv-parse
      // counts each quoted CRLF as two.
      const breaks = breaksIn(record);
      if (breaks > 0) failure.twice += breaksIn(record, /\r\n/g);
      const last = from.line + info.lines - 1 - failure.twice;
      const next = { byte: from.byte + info.bytes, line: last + 1 };
      if (breaks > 0 && next.byte - at.byte > unclosedQuoteBytes && record.some(isUnclosedQuote)) {
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
      const error = await feedParser(parser, (callback) =>
        byte + pieceBytes < content.length
          ? parser.write(piece, callback)
          : parser.end(piece, callback),
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

/** Feeds the parser. Returns the fault that it reports; null for none. */
function feedParser(parser: Parser, feed: (done: (error?: Error | null) => void) => void) {
  return new Promise<CsvError | null>((resolve, reject) => {
    const settleWithError = (error: Error) => {
      if (error instanceof CsvError) resolve(error);
      else reject(error);
    };
    parser.once('error', settleWithError);
    feed((error) => {
      if (error) {
        settleWithError(error);
        return;
      }
      parser.off('error', settleWithError);
      resolve(null);
    });
  });
}

const breaksIn = (record: readonly string[], breaks = /\r\n|\n|\r/g): number =>
  record.reduce((sum, cell) => sum + (cell.match(breaks)?.length ?? 0), 0);

const isUnclosedQuote = (cell: string): boolean =>
  cell.length > maxValueLength && /[\r\n]/.test(cell);

/** `firstLine`: the line from which the parser counts. */
function reasonOf(error: CsvError, at: Position, firstLine: number): Failure['reason'] {
  // An unclosed quote ends at the first quote of a later row, and the parser reports that one.
  const runsOn = typeof error['lines'] === 'number' && firstLine + error['lines'] - 1 > at.line;
  return runsOn || error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'openQuote' : 'brokenQuote';
}

const messages = {
  openQuote: 'A quote is opened and not closed; close it, or double quotes within a value.',
  brokenQuote: 'A quote is in the wrong place; quote the whole value, and double the quotes in it.',
};

const faultOf = (reason: keyof typeof messages, line: number): RowIssue => ({
  line,
  field: '',
  reason,
  message: messages[reason],
  rowKept: false,
});

/** The position after the blank lines before a record. */
function skipBlankLines(content: Buffer, from: Position): Position {
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
