// Sorts documents so that each one comes after the documents that it refers to.
import { type DocumentName, keyOf, type Member } from './configuration-set.ts';
import { configurationKinds } from './documents.ts';
import { referencesOf } from './references.ts';

/** By kind and id. */
export const byKindAndId = (a: DocumentName, b: DocumentName): number =>
  configurationKinds.indexOf(a.kind) - configurationKinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1);

/** A circle is cut at its first document. `compare` is the order in which documents pull in their references. */
export function sortByReferences(
  members: readonly Member[],
  compare: (a: Member, b: Member) => number = byKindAndId,
): Member[] {
  const membersByKey = new Map(members.map((member) => [keyOf(member), member]));
  const visited = new Set<string>();
  const result: Member[] = [];
  const visit = (member: Member): void => {
    const key = keyOf(member);
    if (visited.has(key)) return;
    visited.add(key);
    for (const reference of referencesOf(member.kind, member.body)) {
      const referenced = membersByKey.get(keyOf(reference));
      if (referenced !== undefined) visit(referenced);
    }
    result.push(member);
  };
  [...members].sort(compare).forEach((member) => visit(member));
  return result;
}
