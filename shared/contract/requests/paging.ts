import { z } from 'zod';

export const pageSizeSchema = z.int().min(1).max(1000).default(100);

/** The query parameters of a page. A number consists of digits; other notations that JavaScript accepts are refused. */
export const pagingQuery = {
  continuation: z.string().nullable().default(null),
  top: z.preprocess(
    (text) => (typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text),
    pageSizeSchema,
  ),
};
