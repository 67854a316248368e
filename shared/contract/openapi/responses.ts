// Responses: JSON on success, RFC 9457 problem details otherwise.
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Registry } from './registry.ts';

export const json = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema } },
});

export const csv = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'text/csv': { schema: z.string() } },
});

/** With the etag for If-Match. */
export const versioned = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  ...json(description, schema),
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

export type Refusals = ReturnType<typeof refusals>;

/** Refusals by status code; each operation uses those that it has. */
export function refusals(registry: Registry) {
  const schema = registry.name('Problem', problemSchema);
  registry.name('Issue', issueSchema);
  const refusal = (id: string, description: string): ZodOpenApiResponseObject => ({
    id,
    description,
    content: { 'application/problem+json': { schema } },
  });
  const again = (id: string, description: string): ZodOpenApiResponseObject => ({
    ...refusal(id, description),
    headers: z.object({ 'retry-after': z.string().describe('After how many seconds.') }),
  });
  return {
    invalid: { 400: refusal('Invalid', 'The request is not valid; every fault has its path.') },
    /** Sent by the Functions host before our code runs. */
    keyless: { 401: { id: 'Keyless', description: 'The key is missing or wrong.' } },
    notFound: { 404: refusal('NotFound', 'There is no such thing.') },
    conflict: {
      409: refusal('Conflict', 'The state of things does not allow it; `code` says why.'),
    },
    stale: {
      412: refusal(
        'Stale',
        'If-Match or If-None-Match does not hold for the version that is there.',
      ),
    },
    failed: {
      503: again('Unavailable', 'Not now: the same request may be sent again.'),
      default: refusal('Failed', 'The server failed.'),
    },
    /** For endpoints that have no 503 in their convention. */
    tooOften: { 429: again('TooOften', 'Asked too often: try again later.') },
  };
}
