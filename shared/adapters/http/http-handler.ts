// HTTP in the convention of the API: JSON in and out, and errors as RFC 9457 problem details.
import type {
  HttpHandler,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import { z } from 'zod';
import { readJsonBody, setLimits } from '../../contract/requests/read-json-body.ts';
import { parseInput, parseRequest } from '../../contract/requests/parse-request.ts';
import { withInvocation } from '../system/log.ts';
import { toProblemResponse } from './problem.ts';

export type Handle = (
  request: HttpRequest,
  context: InvocationContext,
) => Promise<HttpResponseInit>;

/**
 * Runs a handler within the log of its invocation and maps its errors. `statusFor` overrides the status for endpoints
 * with the conventions of others.
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

/** The body as JSON; throws InvalidInput if it is not acceptable. */
export const bodyOf = async (request: HttpRequest): Promise<unknown> =>
  readJsonBody(await request.arrayBuffer());

/** The same for a set of documents, which may be larger. */
export const setBodyOf = async (request: HttpRequest): Promise<unknown> =>
  readJsonBody(await request.arrayBuffer(), setLimits);

/** The parameters of path and query; throws InvalidInput with every issue. */
export const parametersOf = <P extends z.ZodRawShape>(
  request: HttpRequest,
  shape: P,
): z.infer<z.ZodObject<P>> => parseInput(z.object(shape), rawParameters(request, shape), 'request');

/** The same with the body; throws InvalidInput with every issue of all of them. */
export const requestOf = async <P extends z.ZodRawShape, B extends z.ZodType>(
  request: HttpRequest,
  shapes: { parameters: P; body: B },
): Promise<{ parameters: z.infer<z.ZodObject<P>>; body: z.infer<B> }> =>
  parseRequest(shapes, {
    parameters: rawParameters(request, shapes.parameters),
    body: await bodyOf(request),
  });

const rawParameters = (
  request: HttpRequest,
  shape: z.ZodRawShape,
): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.keys(shape).map((name) => [
      name,
      request.params[name] ?? request.query.get(name) ?? undefined,
    ]),
  );

/** A parameter of the route, which guarantees it. */
export function param(request: HttpRequest, name: string): string {
  return request.params[name] ?? '';
}

export const ok = (jsonBody: unknown, etag?: string): HttpResponseInit => ({
  jsonBody,
  ...(etag !== undefined && { headers: { etag } }),
});
