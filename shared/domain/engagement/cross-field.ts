// Rules over several settings at once. They are asked as soon as those settings can be read, whatever else is wrong with the
// document, so that all faults are told together.
import type { z } from 'zod';

export const whenReadable = (settings: z.ZodType) => ({
  when: ({ value }: { value: unknown }): boolean => settings.safeParse(value).success,
});
