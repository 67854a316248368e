// HTTP as the API speaks it: JSON in and out, and every kind of error as RFC 9457 problem details.
import type {
  HttpHandler,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import { z } from 'zod';
import { readJsonBody } from '../../contract/requests/read-json-body.ts';
import { parseInput, parseRequest } from '../../contract/requests/parse-request.ts';
import { withInvocation } from '../system/log.ts';
import { toProblemResponse } from './problem.ts';

export type Handle = (
  request: HttpRequest,
  context: InvocationContext,
) => Promise<HttpResponseInit>;

/**
 * Runs a handler inside its invocation's log, and answers its errors. `statusFor` is for doors that others have built: where
 * it answers, it is followed.
 */
export function httpHandler(
  handle: Handle,
  statusFor: (error: unknown) => number | undefined = () => undefined,
): HttpHandler {
  return (request, context) =>
    withInvocation(context, async () => {
      try {
        return await handle(request, context);
      } catch (error) {
        return toProblemResponse(error, context.functionName, statusFor(error));
      }
    });
}

/** The body as JSON; throws InvalidInput when it is none that is read here. */
export const bodyOf = async (request: HttpRequest): Promise<unknown> =>
  readJsonBody(await request.arrayBuffer());

/** What stands in the path and the query, by name; throws InvalidInput with every fault. */
export const parametersOf = <P extends z.ZodRawShape>(
  request: HttpRequest,
  shape: P,
): z.infer<z.ZodObject<P>> => parseInput(z.object(shape), given(request, shape), 'request');

/** The same with the body; throws InvalidInput with every fault of either. */
export const requestOf = async <P extends z.ZodRawShape, B extends z.ZodType>(
  request: HttpRequest,
  shapes: { parameters: P; body: B },
): Promise<{ parameters: z.infer<z.ZodObject<P>>; body: z.infer<B> }> =>
  parseRequest(shapes, {
    parameters: given(request, shapes.parameters),
    body: await bodyOf(request),
  });

const given = (request: HttpRequest, shape: z.ZodRawShape): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.keys(shape).map((name) => [
      name,
      request.params[name] ?? request.query.get(name) ?? undefined,
    ]),
  );

/** A parameter of the route; the route guarantees it. */
export function param(request: HttpRequest, name: string): string {
  return request.params[name] ?? '';
}

export const ok = (jsonBody: unknown, etag?: string): HttpResponseInit => ({
  jsonBody,
  ...(etag !== undefined && { headers: { etag } }),
});
