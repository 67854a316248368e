// Lists without duplicates and with a maximum length.
import { z } from 'zod';

export const duplicateMessage = 'is in the list twice';

/** A list of at most `most` items; with `key`, items are compared by that field alone. */
export const uniqueList = <T extends z.ZodType>(item: T, most: number, key?: string) =>
  z
    .array(item)
    .max(most)
    .superRefine(
      (list, context) => {
        const seen = new Set<string>();
        for (const [index, entry] of list.entries()) {
          const input = key === undefined ? entry : nameOf(entry, key);
          if (input === undefined) continue;
          const name = JSON.stringify(input);
          const path = key === undefined ? [index] : [index, key];
          if (seen.has(name))
            context.addIssue({ code: 'custom', path, input, message: duplicateMessage });
          seen.add(name);
        }
      },
      // For a list that is too long, that is the only issue.
      { when: ({ value }) => Array.isArray(value) && value.length <= most },
    );

const nameOf = (entry: unknown, key: string): unknown =>
  typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined;
