// If-Match and If-None-Match of RFC 9110: `*`, or a list of entity tags, including weak ones.
import type { Precondition, Versions } from '../../domain/configuration/precondition.ts';
import { InvalidInput, type Issue } from '../../errors.ts';

const tag = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const list = new RegExp(String.raw`^[\s,]*(?:${tag}\s*(?:,[\s,]*|$))+$`);

/**
 * Null without either header. Throws InvalidInput for a header without a tag. As an empty list it would match no
 * version. Ignoring it would replace a version that the caller wants to keep.
 */
export function readPrecondition(
  ifMatch: string | null,
  ifNoneMatch: string | null,
): Precondition | null {
  if (ifMatch === null && ifNoneMatch === null) return null;
  const issues: Issue[] = [];
  const versions = (path: string, text: string | null): Versions | null => {
    if (text === null) return null;
    if (text.trim() === '*') return '*';
    if (list.test(text)) return text.match(new RegExp(tag, 'g')) ?? [];
    issues.push({ path, value: text, message: 'must be * or etags in their quotes, such as "1"' });
    return null;
  };
  const precondition = {
    match: versions('If-Match', ifMatch),
    noneMatch: versions('If-None-Match', ifNoneMatch),
  };
  if (issues.length > 0) throw new InvalidInput('The request is not valid.', issues);
  return precondition;
}
