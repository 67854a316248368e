// The language of calls and messages.
import { z } from 'zod';

/** BCP 47 with a region, like Azure's speech service: `en-US`, `es-419`, `sr-Latn-RS`, `zh-CN-sichuan`. */
export const languageSchema = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?-([A-Z]{2}|\d{3})(-[a-z0-9]{5,8})?$/,
    'must be a language with its region, such as en-US or es-419',
  );
