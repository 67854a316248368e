import { z } from 'zod';

export const pageSizeSchema = z.int().min(1).max(1000).default(100);

/** As they stand in the query. A number is digits alone: what else JavaScript would read as one is a slip of the caller's. */
export const pagingQuery = {
  continuation: z.string().nullable().default(null),
  top: z.preprocess(
    (text) => (typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text),
    pageSizeSchema,
  ),
};
