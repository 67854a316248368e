import type { z } from 'zod';
import type { Issue } from '../errors.ts';

/** zod's issues in our words: where, and what was expected. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
}
