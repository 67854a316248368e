// The only place that reads Cosmos DB status codes.
import { z } from 'zod';
import {
  ConcurrencyConflict,
  CorruptRecord,
  InvalidInput,
  Permanent,
  Transient,
} from '../../errors.ts';

export interface CosmosFault {
  code: number;
  retryAfterMs: number | undefined;
}

/** The fields of SDK errors that the adapter reads. */
const sdkErrorSchema = z.object({
  code: z.union([z.number(), z.string()]).optional(),
  cause: z.unknown().optional(),
  retryAfterInMs: z.number().optional().catch(undefined),
});

/** The status of an SDK error; undefined if the error is not from Cosmos DB. */
export function faultOf(error: unknown): CosmosFault | undefined {
  const { data } = sdkErrorSchema.safeParse(error);
  if (data === undefined) return undefined;
  // A batch that was refused as a whole has an error without a code.
  if (data.code === undefined) return faultOf(data.cause);
  const code = Number(data.code);
  if (Number.isInteger(code)) return { code, retryAfterMs: data.retryAfterInMs };
  // Connection errors have a word as code: the request may or may not have arrived.
  const isConnectionError = /^(ECONN|ETIME|EPIPE|ENOTFOUND|EAI|UND_)/.test(String(data.code));
  return isConnectionError ? { code: 503, retryAfterMs: undefined } : undefined;
}

export function toEngineError(error: unknown): unknown {
  const fault = faultOf(error);
  return fault === undefined ? error : errorFor(fault, error);
}

export function errorFor({ code, retryAfterMs }: CosmosFault, cause?: unknown): Error {
  switch (code) {
    case 409:
    case 412:
      return new ConcurrencyConflict(cause);
    case 413:
      return new InvalidInput('The document exceeds 2 MB, the limit of Cosmos DB.');
    case 408:
    case 410:
    case 429:
    case 449:
    case 500:
    case 503: {
      const options = { ...(retryAfterMs !== undefined && { retryAfterMs }), cause };
      const message =
        code === 429
          ? 'Cosmos DB throttled the request (429).'
          : `The request to Cosmos DB failed (${code}); try again.`;
      return new Transient(message, options);
    }
    default:
      return new Permanent(`Cosmos DB refused the request (${code}).`, { code }, cause);
  }
}

export const isMissing = (error: unknown): boolean => faultOf(error)?.code === 404;

export function corrupt(kind: string, id: string, issues: unknown): CorruptRecord {
  return new CorruptRecord(`The stored ${kind} '${id}' does not follow its schema.`, {
    kind,
    id,
    issues,
  });
}
