// One operation of the API: its path, parameters, body and responses.
import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';

export interface Operation {
  method: 'get' | 'put' | 'post' | 'delete';
  /** The path below the base of the API. */
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  params?: Record<string, z.ZodType>;
  query?: Record<string, z.ZodType>;
  headers?: Record<string, z.ZodType>;
  body?: z.ZodType;
  responses: Record<string, ZodOpenApiResponseObject>;
  /** The event that the engine posts to the address in the body field `to`, until the subscription ends. */
  webhook?: { to: string; description: string; event: z.ZodType };
  /** Needs no key. */
  anonymous?: true;
}

/** The operations as paths of the document. */
export function toPaths(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const { method, path, operationId, tag, summary, description, body, webhook } = operation;
    paths[path] = {
      ...paths[path],
      [method]: {
        operationId,
        tags: [tag],
        summary,
        ...(description !== undefined && { description }),
        ...(operation.anonymous && { security: [] }),
        requestParams: {
          ...(operation.params && { path: z.object(operation.params) }),
          ...(operation.query && { query: z.object(operation.query) }),
          ...(operation.headers && { header: z.object(operation.headers) }),
        },
        ...(body && { requestBody: toBody(body) }),
        ...(webhook && { callbacks: toCallback(webhook) }),
        responses: { ...operation.responses },
      },
    };
  }
  return paths;
}

/** A missing body counts as an empty object, so a body is required only if a field is. */
const toBody = (schema: z.ZodType) => ({
  required: !schema.safeParse({}).success,
  content: { 'application/json': { schema } },
});

function toCallback({ to, description, event }: NonNullable<Operation['webhook']>) {
  const requestBody = { required: true, content: { 'application/json': { schema: event } } };
  const responses = {
    '2XX': { description: 'Accepted.' },
    410: { description: 'Gone: the subscription ends.' },
    default: { description: 'Not accepted: the engine retries for up to fifteen hours.' },
  };
  const post = { summary: description, requestBody, responses };
  return { [to]: { [`{$request.body#/${to}}`]: { post } } };
}
