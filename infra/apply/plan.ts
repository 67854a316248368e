// The steps from the current documents to those of the folder, in an executable order.
import diff, { type Difference } from 'microdiff';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { nameOf } from './collections.ts';
import { sortByReferences } from './sort-by-references.ts';
import { byName, type CurrentState } from './current-state.ts';
import type { DesiredDocument } from './desired-documents.ts';

export type Step =
  | { readonly act: 'create' | 'same'; readonly document: DesiredDocument }
  | {
      readonly act: 'change';
      readonly document: DesiredDocument;
      /** The version that the plan is based on; the write must match it. */
      readonly etag: string;
      readonly changes: readonly Difference[];
    }
  /** A version in between, of an engagement that does not dial, so that others fit that do not fit what it is now. */
  | {
      readonly act: 'prepare';
      readonly document: DesiredDocument;
      readonly etag: string;
      /** What it lacks temporarily, in words. */
      readonly without: string;
    }
  | { readonly act: 'remove'; readonly document: CurrentState };

/**
 * `prunable` are the kinds of which all other documents are removed. Removals come last, and users before the
 * documents that they use.
 */
export function planOf(
  wanted: readonly DesiredDocument[],
  present: readonly CurrentState[],
  prunable: readonly ConfigurationKind[],
): Step[] {
  const there = byName(present);
  const steps = sortByReferences(wanted).map((document): Step => {
    const found = there.get(nameOf(document));
    if (found === undefined) return { act: 'create', document };
    const changes = diff(found.value, document.value);
    if (changes.length === 0) return { act: 'same', document };
    return { act: 'change', document, etag: found.etag, changes };
  });
  const removals = sortByReferences(removed(wanted, present, prunable)).reverse();
  return [...steps, ...removals.map((document): Step => ({ act: 'remove', document }))];
}

export function removed(
  wanted: readonly { kind: ConfigurationKind; id: string }[],
  present: readonly CurrentState[],
  prunable: readonly ConfigurationKind[],
): CurrentState[] {
  const names = byName(wanted);
  return present.filter((one) => prunable.includes(one.kind) && !names.has(nameOf(one)));
}
