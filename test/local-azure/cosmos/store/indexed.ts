// The paths that an indexing policy indexes. The most precise pattern of a path decides: `/a/b/?` before `/a/*` before
// `/*`.
import { badRequest } from '../error.ts';
import { policyPath } from '../json.ts';

export type IsIndexed = (steps: readonly (string | number)[]) => boolean;

const root = '/*';
/** Always indexed, whatever the policy is. */
const always = new Set(['id', '_ts']);

interface Pattern {
  head: string[];
  /** `?` means the value at the path itself; otherwise the pattern includes all values below. */
  exact: boolean;
}

function patternOf(text: string): Pattern {
  const steps = policyPath(text);
  const end = steps.pop();
  if (!text.startsWith('/') || (end !== '?' && end !== '*')) {
    throw badRequest(`The indexing path ${JSON.stringify(text)} must end with '/?' or '/*'.`);
  }
  return { head: steps, exact: end === '?' };
}

/** The precision of a pattern for a path; -1 if the pattern does not cover the path. */
function precision({ head, exact }: Pattern, steps: readonly string[]): number {
  if (exact && steps.length !== head.length) return -1;
  if (!head.every((step, at) => step === steps[at])) return -1;
  return head.length * 2 + (exact ? 1 : 0);
}

export function indexedPaths(included: readonly string[], excluded: readonly string[]): IsIndexed {
  if (included.includes(root) === excluded.includes(root)) {
    throw badRequest(`The indexing policy must either include or exclude the path '${root}'.`);
  }
  const inside = included.map(patternOf);
  const outside = excluded.map(patternOf);
  const best = (patterns: Pattern[], steps: string[]) =>
    Math.max(-1, ...patterns.map((pattern) => precision(pattern, steps)));
  return (given) => {
    const steps = given.map((step) => (typeof step === 'number' ? '[]' : step));
    if (steps.length === 1 && always.has(steps[0]!)) return true;
    return best(inside, steps) > best(outside, steps);
  };
}
