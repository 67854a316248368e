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
  /** Answered without a key. */
  anonymous?: true;
}

/** What the document says of the operations, path by path. */
export function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const { method, path, operationId, tag, summary, description, body } = operation;
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
