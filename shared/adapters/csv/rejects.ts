import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { RecordedFault } from '../../domain/intake/import.ts';

const columns = ['line', 'field', 'reason', 'message', 'rowKept'];
const rowsPerPiece = 200;

/** Streams the faults as CSV, because a file may have as many faults as rows. */
export function rejectsOf(faults: AsyncIterable<RecordedFault>): Readable {
  return Readable.from(pieces(faults), { objectMode: false });
}

async function* pieces(faults: AsyncIterable<RecordedFault>): AsyncGenerator<Buffer> {
  let rows: RecordedFault[] = [];
  const text = (header: boolean) =>
    Buffer.from(stringify(rows, { header, columns, cast: { boolean: String } }));
  yield text(true);
  for await (const fault of faults) {
    rows.push(fault);
    if (rows.length < rowsPerPiece) continue;
    yield text(false);
    rows = [];
  }
  if (rows.length > 0) yield text(false);
}
