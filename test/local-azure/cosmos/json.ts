export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}
/** A value of the query language: JSON, or undefined for a missing property. */
export type Value = Json | undefined;
export type Path = readonly (string | number)[];

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const parseJson = (text: string) => JSON.parse(text) as Json;

export function valueAt(value: Value, path: Path): Value {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** The steps of a path in a policy: `/a/"b c"` is `a`, then `b c`. */
export function policyPath(text: string): string[] {
  return Array.from(text.matchAll(/\/(?:"((?:[^"\\]|\\.)*)"|([^/]+))/g), (step) =>
    step[1] === undefined ? step[2]! : (JSON.parse(`"${step[1]}"`) as string),
  );
}
