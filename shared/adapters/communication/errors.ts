// The one place that looks at the status and error codes of Azure Communication Services.
import { Permanent, Transient } from '../../errors.ts';
import type { Placement } from '../../ports/caller.ts';
import { resultOf } from './result-codes.ts';

interface ServiceFault {
  status: number | undefined;
  /** The service's own code (8501, 8523 …) or the name of a connection fault. */
  code: string;
  retryAfterMs: number | undefined;
}

/** Codes under which a call no longer exists, or has not the state that an operation needs. */
const goneCodes = new Set(['8501', '8522', '8528', '8585']);

export function faultOf(error: unknown): ServiceFault | undefined {
  if (!(error instanceof Error) || !('code' in error || 'statusCode' in error)) return undefined;
  const { code, statusCode, response } = error as {
    code?: unknown;
    statusCode?: unknown;
    response?: { headers?: { get(name: string): string | undefined } };
  };
  const seconds = Number(response?.headers?.get('retry-after') ?? Number.NaN);
  return {
    status: typeof statusCode === 'number' ? statusCode : undefined,
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : '',
    retryAfterMs: Number.isNaN(seconds) ? undefined : seconds * 1000,
  };
}

/** What a failed createCall says about the call: without an answer nobody knows whether it was placed. */
export function placementOf(error: unknown): Placement {
  const fault = faultOf(error);
  if (fault === undefined) return { kind: 'unclear' };
  const { status, code, retryAfterMs } = fault;
  if (status === undefined) {
    const neverArrived = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
    return neverArrived ? { kind: 'throttled', retryAfterMs: null } : { kind: 'unclear' };
  }
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs ?? null };
  // Our own credentials: no fault of the number, which is tried again when they are mended.
  if (status === 401) return { kind: 'throttled', retryAfterMs: 60_000 };
  if (status >= 500 || status === 408) return { kind: 'unclear' };
  const subCode = /^\d+$/.test(code) ? Number(code) : undefined;
  const { result } = resultOf({ code: status, subCode });
  const diagnostics = JSON.stringify({ status, code });
  return { kind: 'refused', result: status === 403 ? 'NonRetriableError' : result, diagnostics };
}

export function isGone(error: unknown): boolean {
  const fault = faultOf(error);
  return fault !== undefined && (fault.status === 404 || goneCodes.has(fault.code));
}

export function translated(error: unknown): unknown {
  if (error instanceof Error && error.name === 'AbortError') {
    return new Transient('The communication service did not answer in time.', { cause: error });
  }
  const fault = faultOf(error);
  if (fault === undefined) return error;
  const { status, code, retryAfterMs } = fault;
  if (status === undefined || status === 429 || status === 408 || status >= 500) {
    const options = { ...(retryAfterMs !== undefined && { retryAfterMs }), cause: error };
    return new Transient(`The communication service did not take it (${code}).`, options);
  }
  const details = { status, code };
  return new Permanent(`The communication service refused it (${status}/${code}).`, details, error);
}
