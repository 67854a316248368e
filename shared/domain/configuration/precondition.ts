// What a caller asks of the version that is there, before it is written over or removed (RFC 9110, section 13.1).

/** Entity tags as they are written, in their quotes; '*' is any. */
export type Versions = '*' | readonly string[];

export interface Precondition {
  /** If-Match: the version that is there is one of these; null: not asked. */
  match: Versions | null;
  /** If-None-Match: the version that is there is none of these; '*': there is none at all; null: not asked. */
  noneMatch: Versions | null;
}

const weak = /^W\//;

/**
 * Why the precondition does not hold, in words that follow the name of the thing; undefined where it holds. `etag` is the
 * version that is there, undefined where nothing is. A weak tag never matches where a write asks for its version; where it
 * asks for another one, `W/"1"` is as good as `"1"`.
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
