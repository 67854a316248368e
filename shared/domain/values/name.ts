// Display names.
import { z } from 'zod';

/** Surrounding blanks are removed; an empty name is invalid. */
export const nameSchema = (limit = 100) => z.string().trim().min(1).max(limit);
