import { z } from 'zod';

/**
 * The name of a skill. Surrounding blanks are removed. The plus sign separates the parts of a pacing group and is not
 * allowed.
 */
export const skillSchema = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N} ._-]{1,50}$/u,
    'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores',
  );
