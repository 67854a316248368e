import { z } from 'zod';

export const pageSizeSchema = z.coerce.number().int().min(1).max(1000).default(100);
