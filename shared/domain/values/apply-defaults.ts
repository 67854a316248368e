// Callers omit fields with usual values; stored documents are complete.

export type Body = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `given` over `defaults`, recursively for objects; a list is replaced as a whole. */
export function applyDefaults(defaults: Body, given: Body): Body {
  const result: Record<string, unknown> = { ...defaults, ...given };
  for (const [name, value] of Object.entries(given)) {
    const preset = defaults[name];
    if (isObject(value) && isObject(preset)) result[name] = applyDefaults(preset, value);
  }
  return result;
}
