import { z } from 'zod';

/**
 * A skill is named by words, and blanks around them are no part of it; the plus sign joins the parts of a pacing group and
 * belongs in no name.
 */
export const skillSchema = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N} ._-]{1,50}$/u,
    'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores',
  );
