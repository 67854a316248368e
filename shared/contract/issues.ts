// What is wrong with an input, in our words: where, what stands there, and what was expected. All faults at once.
import type { z } from 'zod';
import type { Issue } from '../errors.ts';
import { keysAt, nearest } from './known-keys.ts';

type Found = z.core.$ZodIssue;

export interface Against {
  input: unknown;
  /** What was parsed against: an unknown name is answered with the known one that may have been meant. */
  schema: z.ZodType;
  /** For schemas of several shapes: which of them have the setting, in words. */
  ownersOf?: (path: readonly PropertyKey[]) => string[];
}

export function issuesOf(error: z.ZodError, against: Against): Issue[] {
  return error.issues.flatMap((issue) => inWords(issue, [], against));
}

function inWords(issue: Found, above: readonly PropertyKey[], against: Against): Issue[] {
  const { input } = against;
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      return about([...path, key], input, unknown(key, path, against));
    });
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // None of several shapes fits: the one that fits best says what is wrong.
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return closest.flatMap((inner) => inWords(inner, path, against));
  }
  return [about(path, input, expected(issue, valueAt(input, path) === undefined))];
}

function about(path: readonly PropertyKey[], input: unknown, message: string): Issue {
  const value = valueAt(input, path);
  return { path: path.map(String).join('.'), ...(value !== undefined && { value }), message };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function unknown(key: string, path: readonly PropertyKey[], against: Against): string {
  const known = keysAt(against.schema, path);
  if (known.includes(key)) {
    const owners = against.ownersOf?.([...path, key]) ?? [];
    return owners.length === 0
      ? 'is not allowed beside the others'
      : `is a setting of ${owners.join(', ')} engagements alone`;
  }
  const meant = nearest(key, known);
  if (meant !== undefined) return `is not known; did you mean '${meant}'?`;
  return known.length === 0 ? 'is not known' : `is not known; known are ${known.join(', ')}`;
}

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ');

const articled: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function expected(issue: Found, missing: boolean): string {
  const must = missing ? 'is missing; it must be' : 'must be';
  switch (issue.code) {
    case 'invalid_type':
      return `${must} ${articled[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `${must} ${quoted(issue.values)}`
        : `${must} one of ${quoted(issue.values)}`;
    case 'invalid_union': {
      const { options = [] } = issue as { options?: readonly unknown[] };
      return options.length === 0 ? issue.message : `${must} one of ${quoted(options)}`;
    }
    case 'too_small':
      return bound(
        issue.origin,
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
      );
    case 'too_big':
      return bound(
        issue.origin,
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
      );
    case 'invalid_format':
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
      return issue.message;
  }
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'string') return `must have ${relation} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `must hold ${relation} ${limit}`;
  return `must be ${relation} ${limit}`;
}
