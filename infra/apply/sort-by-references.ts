// Referenced documents come first.
import { referencesOf } from '../../shared/domain/configuration/references.ts';
import { kinds, type Named, nameOf } from './collections.ts';
import { byName } from './current-state.ts';

type Referring = Named & { readonly value: unknown };

/** By kind and id, each document after those that it refers to; a circle is cut at its first document. */
export function sortByReferences<T extends Referring>(documents: readonly T[]): T[] {
  const known = byName(documents);
  const seen = new Set<string>();
  const result: T[] = [];
  const visit = (document: T): void => {
    const name = nameOf(document);
    if (seen.has(name)) return;
    seen.add(name);
    for (const reference of referencesOf(document.kind, document.value)) {
      const before = known.get(nameOf(reference));
      if (before !== undefined) visit(before);
    }
    result.push(document);
  };
  const place = ({ kind }: T) => kinds.indexOf(kind);
  [...documents]
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
    .forEach((document) => visit(document));
  return result;
}
