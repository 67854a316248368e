import { CorruptRecord } from '../errors.ts';

/** For callers that can work without a document: a corrupt one, which the store has logged, must not stop the rest. */
export function ignoreCorruptRecord(error: unknown): undefined {
  if (!(error instanceof CorruptRecord)) throw error;
}
