import { CorruptRecord } from '../errors.ts';

/** For what can do without a document: one that is broken, as the store has told the log, must not stop the rest. */
export function ignoreCorruptRecord(error: unknown): undefined {
  if (!(error instanceof CorruptRecord)) throw error;
}
