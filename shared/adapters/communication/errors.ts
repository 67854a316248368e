// The only place that reads status and error codes of Azure Communication Services.
import { z } from 'zod';
import { Permanent, Transient } from '../../errors.ts';
import type { Placement } from '../../ports/call-control.ts';
import { isAboutNumber, resultOf } from './calling/result-codes.ts';

interface ServiceFault {
  status: number | undefined;
  /** The service's own code (8501, 8523 …) or the name of a connection error. */
  code: string;
  retryAfterMs: number | undefined;
}

/** Codes of a call that no longer exists. */
const goneCodes = new Set(['8522', '8528']);

/** Codes of a call in the wrong state for an operation: a ringing call is not established yet. */
const unreadyCodes = new Set(['8501', '8585']);

/** The wait before a retry when an operator must fix the cause: a missing role, a wrong endpoint. */
const misconfiguredMs = 60_000;

interface Headers {
  get(name: string): string | undefined;
}
const gettable = z.object({ get: z.instanceof(Function) });

/** The fields of SDK errors that the adapter reads. */
const sdkErrorSchema = z.object({
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  response: z
    .object({ headers: z.custom<Headers>((value) => gettable.safeParse(value).success) })
    .optional()
    .catch(undefined),
});

/** Undefined if the error is not from the SDK. */
function faultOf(error: unknown): ServiceFault | undefined {
  const { data } = sdkErrorSchema.safeParse(error instanceof Error ? error : undefined);
  if (data === undefined) return undefined;
  const { code, statusCode, response } = data;
  if (code === undefined && statusCode === undefined) return undefined;
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return {
    status: statusCode,
    code: String(code ?? ''),
    retryAfterMs: Number.isNaN(seconds) ? undefined : seconds * 1000,
  };
}

/** What a failed createCall means for the call: without a response it is unknown whether it was placed. */
export function placementOf(error: unknown): Placement {
  const fault = faultOf(error);
  if (fault === undefined) return { kind: 'unclear' };
  const { status, code, retryAfterMs } = fault;
  if (status === undefined) {
    const neverArrived = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
    return neverArrived ? { kind: 'throttled', retryAfterMs: null } : { kind: 'unclear' };
  }
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs ?? null };
  if (status >= 500 || status === 408) return { kind: 'unclear' };
  const subCode = /^\d+$/.test(code) ? Number(code) : undefined;
  const diagnostics = JSON.stringify({ status, code });
  // Unless the service blames the number, it refuses this app, and the number stays usable.
  if (isMisconfigured(status) && !isAboutNumber(subCode)) {
    return { kind: 'misconfigured', retryAfterMs: misconfiguredMs, diagnostics };
  }
  const { result } = resultOf({ code: status, subCode });
  return { kind: 'refused', result, diagnostics };
}

/** Responses to our credentials, roles and endpoint, whatever the request. */
const isMisconfigured = (status: number | undefined): boolean =>
  status === 401 || status === 403 || status === 404;

type RequestFailure =
  /** The service refused this message. */
  | { kind: 'messageRefused'; diagnostics: string }
  /** The service refuses every message of this app. */
  | { kind: 'misconfigured'; diagnostics: string }
  /** A temporary failure, or an error of another source. */
  | { kind: 'notRefused' };

/** What a failed SMS request means. */
export function requestFailureOf(error: unknown): RequestFailure {
  const fault = toEngineError(error) instanceof Permanent ? faultOf(error) : undefined;
  if (fault === undefined) return { kind: 'notRefused' };
  const { status, code } = fault;
  const kind = isMisconfigured(status) ? 'misconfigured' : 'messageRefused';
  return { kind, diagnostics: `${status} ${code}` };
}

export function isGone(error: unknown): boolean {
  const fault = faultOf(error);
  return fault !== undefined && (fault.status === 404 || goneCodes.has(fault.code));
}

export function toEngineError(error: unknown): unknown {
  if (error instanceof Error && error.name === 'AbortError') {
    return new Transient('The communication service did not answer in time.', { cause: error });
  }
  const fault = faultOf(error);
  if (fault === undefined) return error;
  const { status, code, retryAfterMs } = fault;
  const passes = status === undefined || status === 429 || status === 408 || status >= 500;
  if (passes || unreadyCodes.has(code)) {
    const options = { ...(retryAfterMs !== undefined && { retryAfterMs }), cause: error };
    const message =
      status === 429
        ? `The communication service throttled the request (${code}).`
        : `The request to the communication service failed (${code}); try again.`;
    return new Transient(message, options);
  }
  const details = { status, code };
  const message = `The communication service refused the request (${status}/${code}).`;
  return new Permanent(message, details, error);
}
