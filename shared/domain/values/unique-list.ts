// Lists without duplicates and with a maximum length.
import { z } from 'zod';
import { isObject } from './is-object.ts';

export const duplicateMessage = 'is in the list twice';

/** A list of at most `limit` items. With `key`, two items are duplicates if that field is equal. */
export const uniqueList = <T extends z.ZodType>(item: T, limit: number, key?: string) =>
  z
    .array(item)
    .max(limit)
    .superRefine(
      (list, context) => {
        const keys = new Set<string>();
        for (const [index, entry] of list.entries()) {
          const input = key === undefined ? entry : valueOf(entry, key);
          if (input === undefined) continue;
          const text = JSON.stringify(input);
          const path = key === undefined ? [index] : [index, key];
          if (keys.has(text))
            context.addIssue({ code: 'custom', path, input, message: duplicateMessage });
          keys.add(text);
        }
      },
      // A list that is too long has only that issue.
      { when: ({ value }) => Array.isArray(value) && value.length <= limit },
    );

/** Invalid entries reach this function too: the rule runs even if an entry has issues. */
const valueOf = (entry: unknown, key: string): unknown =>
  isObject(entry) ? entry[key] : undefined;
