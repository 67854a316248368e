// Callers omit fields with usual values; stored documents are complete.
import { isObject } from './is-object.ts';

export type Body = Readonly<Record<string, unknown>>;

/** `given` over `defaults`, recursively for objects; a list is replaced as a whole. */
export function applyDefaults(defaults: Body, values: Body): Body {
  const result: Record<string, unknown> = { ...defaults, ...values };
  for (const [name, value] of Object.entries(values)) {
    const inner = defaults[name];
    if (isObject(value) && isObject(inner)) result[name] = applyDefaults(inner, value);
  }
  return result;
}
