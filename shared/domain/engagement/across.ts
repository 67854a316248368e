// Rules over several settings at once. They are asked as soon as those settings can be read, whatever else is wrong with the
// document, so that all faults are told together.
import type { z } from 'zod';

export const asSoonAs = (settings: z.ZodType) => ({
  when: ({ value }: { value: unknown }): boolean => settings.safeParse(value).success,
});

/** Where something stands that stood before, by what `named` calls it. */
export function repeated<T>(list: readonly T[], named: (item: T) => unknown): number[] {
  const names = list.map((item) => JSON.stringify(named(item)));
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [index]));
}

export const twice = 'is in the list twice';
