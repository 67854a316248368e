// The precondition of a caller on the stored version, before a write or a removal (RFC 9110, section 13.1).

/** Entity tags in their quotes; '*' matches any. */
export type Versions = '*' | readonly string[];

export interface Precondition {
  /** If-Match: the stored version is one of these; null: no condition. */
  match: Versions | null;
  /** If-None-Match: the stored version is none of these; '*': nothing is stored; null: no condition. */
  noneMatch: Versions | null;
}

const weak = /^W\//;

/**
 * Why the precondition fails, as a phrase after the name of the document; undefined if it holds. `etag` is the stored
 * version, undefined if nothing is stored. A weak tag never satisfies If-Match. For If-None-Match, `W/"1"` equals
 * `"1"`.
 */
export function unmetPrecondition(
  { match, noneMatch }: Precondition,
  etag: string | undefined,
): string | undefined {
  if (match !== null) {
    if (etag === undefined) return 'is not there';
    const isOne = match === '*' || (match.includes(etag) && !weak.test(etag));
    if (!isOne) return `is no longer the version ${match.join(' or ')}`;
  }
  if (noneMatch === null || etag === undefined) return undefined;
  if (noneMatch === '*') return 'is there already';
  const bare = (tag: string) => tag.replace(weak, '');
  return noneMatch.some((tag) => bare(tag) === bare(etag))
    ? `is still the version ${etag}`
    : undefined;
}
