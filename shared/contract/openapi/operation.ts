// One row of the API's table: where an operation is found, what it takes and what it answers.
import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';

export interface Operation {
  method: 'get' | 'put' | 'post' | 'delete';
  /** Below the base of the API. */
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  params?: Record<string, z.ZodType>;
  query?: Record<string, z.ZodType>;
  headers?: Record<string, z.ZodType>;
  body?: z.ZodType;
  answers: Record<string, ZodOpenApiResponseObject>;
  /** What is posted, until it is told otherwise, to the address that stands at `to` in the body. */
  posts?: { to: string; description: string; event: z.ZodType };
  /** Answered without a key. */
  anonymous?: true;
}

/** What the document says of the operations, path by path. */
export function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const { method, path, operationId, tag, summary, description, body, posts } = operation;
    const responses = { ...operation.answers };
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
        ...(body && { requestBody: bodyOf(body) }),
        ...(posts && { callbacks: callbackOf(posts) }),
        responses,
      },
    };
  }
  return paths;
}

/** No body is read as an empty object: where that will do, none has to be sent. */
const bodyOf = (schema: z.ZodType) => ({
  required: !schema.safeParse({}).success,
  content: { 'application/json': { schema } },
});

function callbackOf({ to, description, event }: NonNullable<Operation['posts']>) {
  const requestBody = { required: true, content: { 'application/json': { schema: event } } };
  const responses = {
    '2XX': { description: 'Taken.' },
    410: { description: 'No more, ever: the subscription ends.' },
    default: { description: 'Not taken: it is posted again, for fifteen hours.' },
  };
  const post = { summary: description, requestBody, responses };
  return { [to]: { [`{$request.body#/${to}}`]: { post } } };
}
