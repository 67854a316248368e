// Responses: JSON on success, RFC 9457 problem details otherwise.
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Registry } from './registry.ts';

export const jsonResponse = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema } },
});

export const csvResponse = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'text/csv': { schema: z.string() } },
});

/** With the etag for If-Match. */
export const versionedResponse = (
  description: string,
  schema: z.ZodType,
): ZodOpenApiResponseObject => ({
  ...jsonResponse(description, schema),
  headers: z.object({ etag: z.string() }),
});

export const issueSchema = z.strictObject({
  path: z.string(),
  value: z.unknown().optional(),
  message: z.string(),
});

export const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  errors: z.array(issueSchema).optional(),
});

export type Refusals = ReturnType<typeof createRefusals>;

/** Refusals by status code; each operation uses those that it has. */
export function createRefusals(registry: Registry) {
  const schema = registry.name('Problem', problemSchema);
  registry.name('Issue', issueSchema);
  const refusal = (id: string, description: string): ZodOpenApiResponseObject => ({
    id,
    description,
    content: { 'application/problem+json': { schema } },
  });
  const retryable = (id: string, description: string): ZodOpenApiResponseObject => ({
    ...refusal(id, description),
    headers: z.object({ 'retry-after': z.string().describe('Seconds to wait before the retry.') }),
  });
  return {
    invalid: { 400: refusal('Invalid', 'The request is not valid; each issue has a path.') },
    /** Sent by the Functions host before our code runs. */
    keyless: { 401: { id: 'Keyless', description: 'The key is missing or wrong.' } },
    notFound: { 404: refusal('NotFound', 'It does not exist.') },
    conflict: {
      409: refusal(
        'Conflict',
        'The current state does not allow the request; `code` is the reason.',
      ),
    },
    stale: {
      412: refusal('Stale', 'The stored version does not match If-Match or If-None-Match.'),
    },
    failed: {
      503: retryable('Unavailable', 'Temporarily unavailable: retry the same request.'),
      default: refusal('Failed', 'The server failed.'),
    },
    /** For endpoints that have no 503 in their convention. */
    tooOften: { 429: retryable('TooOften', 'Throttled: retry later.') },
  };
}
