// HTTP as the API speaks it: JSON in and out, and every kind of error as RFC 9457 problem details.
import type {
  HttpHandler,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import { readJson } from '../../contract/json.ts';
import { within } from '../system/log.ts';
import { problem } from './problem.ts';

export type Handle = (
  request: HttpRequest,
  context: InvocationContext,
) => Promise<HttpResponseInit>;

/**
 * Runs a handler inside its invocation's log, and answers its errors. `statusFor` is for doors that others have built: where
 * it answers, it is followed.
 */
export function answering(
  handle: Handle,
  statusFor: (error: unknown) => number | undefined = () => undefined,
): HttpHandler {
  return (request, context) =>
    within(context, async () => {
      try {
        return await handle(request, context);
      } catch (error) {
        return problem(error, context.functionName, statusFor(error));
      }
    });
}

/** The body as JSON; throws InvalidInput when it is none that is read here. */
export const bodyOf = async (request: HttpRequest): Promise<unknown> =>
  readJson(await request.arrayBuffer());

/** A parameter of the route; the route guarantees it. */
export function param(request: HttpRequest, name: string): string {
  return request.params[name] ?? '';
}

export const ok = (jsonBody: unknown, etag?: string): HttpResponseInit => ({
  jsonBody,
  ...(etag !== undefined && { headers: { etag } }),
});
