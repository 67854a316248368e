// Describes all issues of an input at once: the path, the value, and what is expected.
import type { z } from 'zod';
import type { Issue } from '../../errors.ts';
import { goesWith, allowedKeys, isNullable, suggestKey } from './suggest-key.ts';
import { maxIssues } from './redact-issues.ts';

type RawIssue = z.core.$ZodIssue;

export interface IssueContext {
  input: unknown;
  /** The schema of the input: an unknown name is answered with the most similar known one. */
  schema: z.ZodType;
  /** The variant that the input names. */
  variant?: z.ZodType | undefined;
  /** The variants that have a field, in words; empty if none or all have it. */
  ownersOf?: ((path: readonly PropertyKey[]) => string) | undefined;
}

/** Every issue has a path; only as many as are reported get a text. */
export function describeIssues(error: z.ZodError, against: IssueContext): Issue[] {
  return withoutRedundant(error.issues)
    .flatMap((issue) => places(issue, []))
    .map((place, index) => {
      const message = index < maxIssues ? describe(place, against) : 'is not valid';
      return toIssue(place.path, against.input, message);
    });
}

/**
 * Drops issues that do not help. Example: the length of a text where a list is required. Another example: the general
 * limit of a number with its own bound.
 */
function withoutRedundant(issues: readonly RawIssue[]): RawIssue[] {
  const key = (code: string, { path }: RawIssue) => `${code} ${path.join('.')}`;
  const counts = new Map<string, number>();
  for (const issue of issues) {
    const issueKey = key(issue.code, issue);
    counts.set(issueKey, (counts.get(issueKey) ?? 0) + 1);
  }
  const hasOther = (code: string, issue: RawIssue): boolean =>
    (counts.get(key(code, issue)) ?? 0) > (issue.code === code ? 1 : 0);
  return issues.filter(
    (issue) =>
      !hasOther('invalid_type', issue) && !(isGeneralLimit(issue) && hasOther(issue.code, issue)),
  );
}

/** The limit of every whole number. */
const isGeneralLimit = (issue: RawIssue): boolean =>
  (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) ||
  (issue.code === 'too_small' && issue.minimum === Number.MIN_SAFE_INTEGER);

interface Place {
  path: readonly PropertyKey[];
  issue: RawIssue;
}

/** Each of several unknown names has its own path. */
function places(issue: RawIssue, above: readonly PropertyKey[]): Place[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], issue }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // No variant matches: the issues of the best match are reported.
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return closest.flatMap((inner) => places(inner, path));
  }
  return [{ path, issue }];
}

function describe({ path, issue }: Place, against: IssueContext): string {
  const { input, variant = against.schema } = against;
  if (issue.code === 'unrecognized_keys') return unknown(path, against);
  const missing = valueAt(input, path) === undefined;
  const said = describeExpected(issue, missing);
  if (issue.code === 'custom' || !isNullable(variant, path)) return said;
  return `${said}${issue.code === 'invalid_type' ? '' : ','} or null`;
}

function toIssue(path: readonly PropertyKey[], input: unknown, message: string): Issue {
  const value = valueAt(input, path);
  return { path: path.map(String).join('.'), ...(value !== undefined && { value }), message };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

function unknown(whole: readonly PropertyKey[], against: IssueContext): string {
  const { schema, variant = schema, ownersOf } = against;
  const [path, key] = [whole.slice(0, -1), String(whole.at(-1))];
  const allowed = allowedKeys(variant, path);
  if (allowed.includes(key)) {
    const selector = goesWith(variant, path, key);
    return selector === undefined
      ? 'is not allowed with the other fields'
      : `is allowed only where ${selector.name} is ${joinAlternatives(selector.values)}`;
  }
  const owners = ownersOf?.(whole) ?? '';
  if (owners !== '') return `is a field of ${owners} only`;
  const meant = suggestKey(key, allowed) ?? suggestKey(key, allowedKeys(schema, path));
  if (meant !== undefined) return `is not known; did you mean '${meant}'?`;
  return allowed.length === 0 ? 'is not known' : `is not known; known are ${allowed.join(', ')}`;
}

const quoteValues = (values: readonly unknown[]): string[] =>
  values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));

/** An enumeration in a sentence: 'a', 'b' or 'c'. */
function joinAlternatives(values: readonly unknown[]): string {
  const names = quoteValues(values);
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

const articled: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Record<string, string> = {
  date: 'must be a date that exists, such as 2026-12-24',
  datetime: 'must be a time with its offset from UTC, such as 2026-12-24T18:00:00Z',
};

function describeExpected(issue: RawIssue, missing: boolean): string {
  const must = missing ? 'is missing; it must be' : 'must be';
  switch (issue.code) {
    case 'invalid_type':
      return `${must} ${articled[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${must} ${joinAlternatives(issue.values)}`;
    case 'invalid_union': {
      const { options = [] } = issue as { options?: readonly unknown[] };
      return options.length === 0 ? issue.message : `${must} ${joinAlternatives(options)}`;
    }
    case 'too_small':
      return bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_format':
      return formats[issue.format] ?? issue.message;
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
      return issue.message;
  }
}

function bound(
  { origin, exact = false }: { origin: string; exact?: boolean | undefined },
  relation: string,
  limit: number | bigint,
): string {
  const count = exact ? 'exactly' : relation;
  const isSingular = Number(limit) === 1;
  if (origin === 'string') {
    if (isSingular && count === 'at least') return 'must not be empty';
    return `must have ${count} ${limit} ${isSingular ? 'character' : 'characters'}`;
  }
  if (origin === 'array' || origin === 'set') {
    if (isSingular && count === 'at least') return 'must not be an empty list';
    return `must have ${count} ${limit} ${isSingular ? 'entry' : 'entries'}`;
  }
  return `must be ${relation} ${limit}`;
}
