// What people call things.
import { z } from 'zod';

/** Blanks around a name are no part of it, and a name of blanks is none. */
export const nameSchema = (most = 100) => z.string().trim().min(1).max(most);
