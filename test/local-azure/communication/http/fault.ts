import { z } from 'zod';
import { type Answer, type Request } from './exchange.ts';

/** An error response as the service sends it: an HTTP status, and {"error":{"code","message"}} with a sub-code. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const malformedRequest = (message: string) => new Fault(400, '8523', message);
export const notEstablished = () =>
  new Fault(400, '8501', 'Action is invalid when the call is not in the established state.');
export const callGone = (id: string) =>
  new Fault(404, '8522', `Call not found: ${id} is not, or no longer, a call.`);
export const callTerminating = () =>
  new Fault(400, '8528', 'Action is invalid when the call has been terminated.');
export const notSimulated = (construct: string) =>
  new Fault(501, 'NotImplemented', `The communication simulator does not implement ${construct}.`);

export function faultAnswer(fault: Fault): Answer {
  return {
    status: fault.status,
    headers: fault.headers,
    body: { error: { code: fault.code, message: fault.message } },
  };
}

function parseJson(request: Request, refuse: (message: string) => Fault): unknown {
  try {
    return JSON.parse(request.text);
  } catch {
    throw refuse('The body is not JSON.');
  }
}

/** Parses the body; throws an error with the path of each issue. */
export function bodyOf<T extends z.ZodType>(
  schema: T,
  request: Request,
  refuse: (message: string) => Fault = malformedRequest,
): z.output<T> {
  const result = schema.safeParse(parseJson(request, refuse));
  if (result.success) return result.data;
  throw refuse(z.prettifyError(result.error));
}
