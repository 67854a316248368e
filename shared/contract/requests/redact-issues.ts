// The issues of a response: enough to correct the input, and enough of each value to find it. The sender must control
// neither the length of the response nor the secrets that it repeats.
import type { Issue } from '../../errors.ts';

/** The maximum number of issues in a response. */
export const maxIssues = 100;

const longestValue = 200;
const longestMessage = 1000;

export function redactIssues(issues: readonly Issue[]): Issue[] {
  const listed = issues.slice(0, maxIssues).map(({ path, value, message }) => ({
    path: shortened(path, longestValue),
    // The sender knows the whole input.
    ...(value !== undefined && path !== '' && { value: inShort(value) }),
    message: shortened(message, longestMessage),
  }));
  const omittedCount = issues.length - listed.length;
  if (omittedCount === 0) return listed;
  const message = `There ${omittedCount === 1 ? 'is 1 more fault' : `are ${omittedCount} more faults`}.`;
  return [...listed, { path: '', message }];
}

function inShort(value: unknown): unknown {
  if (typeof value === 'string') return shortened(withoutSecrets(value), longestValue);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : value;
}

/** Addresses without user and query, because both may contain keys. */
const withoutSecrets = (text: string): string =>
  text.replace(/([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^/?#\s]*@)?([^?#\s]*)\S*/gi, '$1$2');

const shortened = (text: string, limit: number): string =>
  (text.length <= limit ? text : `${text.slice(0, limit)}…`).toWellFormed();
