// Rules over several fields. They run when those fields are readable, whatever else is wrong, so that all issues are
// reported together.
import type { z } from 'zod';

export const whenReadable = (fields: z.ZodType) => ({
  when: ({ value }: { value: unknown }): boolean => fields.safeParse(value).success,
});
