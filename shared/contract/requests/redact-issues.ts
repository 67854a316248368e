// Faults as they leave us: enough of them to mend the input, and of what stands there enough to find it. Neither how long an
// answer gets nor which secrets it repeats is for the sender of the input to choose.
import type { Issue } from '../../errors.ts';

/** So many faults are told one by one. */
export const maxIssues = 100;

const longestValue = 200;
const longestMessage = 1000;

export function redactIssues(issues: readonly Issue[]): Issue[] {
  const shown = issues.slice(0, maxIssues).map(({ path, value, message }) => ({
    path: shortened(path, longestValue),
    // The whole input is what the sender knows.
    ...(value !== undefined && path !== '' && { value: inShort(value) }),
    message: shortened(message, longestMessage),
  }));
  const more = issues.length - shown.length;
  if (more === 0) return shown;
  const message = `There ${more === 1 ? 'is 1 more fault' : `are ${more} more faults`}.`;
  return [...shown, { path: '', message }];
}

function inShort(value: unknown): unknown {
  if (typeof value === 'string') return shortened(withoutSecrets(value), longestValue);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : value;
}

/** Addresses without the user before the host, and without what is behind the path: both are where keys stand. */
const withoutSecrets = (text: string): string =>
  text.replace(/([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^/?#\s]*@)?([^?#\s]*)\S*/gi, '$1$2');

const shortened = (text: string, most: number): string =>
  (text.length <= most ? text : `${text.slice(0, most)}…`).toWellFormed();
