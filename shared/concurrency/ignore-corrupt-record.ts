import { CorruptRecord } from '../errors.ts';

/** For callers that can work without a document. The store has logged the corrupt one; it must not stop the rest. */
export function ignoreCorruptRecord(error: unknown): undefined {
  if (!(error instanceof CorruptRecord)) throw error;
}
