import type { Body } from '../values/apply-defaults.ts';
import { isObject } from '../values/is-object.ts';

/** The object in a field of an unchecked input; empty if the field has none. */
export function objectAt(input: Body, key: string): Body {
  const value = input[key];
  return isObject(value) ? value : {};
}
