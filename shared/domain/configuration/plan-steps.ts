// The steps from the stored configuration to a desired set of documents.
import diff, { type Difference } from 'microdiff';
import {
  type Change,
  type ConfigurationSet,
  type DocumentName,
  keyOf,
  type Member,
} from './configuration-set.ts';
import type { ConfigurationKind } from './documents.ts';
import { sortByReferences } from './sort-by-references.ts';

/** A difference between the stored and the desired document; an absent value is undefined. */
interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type Step =
  | { readonly act: 'create' | 'unchanged'; readonly change: Change & { act: 'save' } }
  | {
      readonly act: 'change';
      readonly change: Change & { act: 'save' };
      readonly fields: readonly FieldChange[];
    }
  | { readonly act: 'remove'; readonly change: Change & { act: 'remove' } };

/**
 * Saves come before removals, referenced documents before their users, and users are removed first. `prune` are the
 * kinds of which every other document is removed.
 */
export function planSteps(
  stored: ConfigurationSet,
  desired: readonly (Change & { act: 'save' })[],
  prune: readonly ConfigurationKind[],
): Step[] {
  const saves = new Map(desired.map((change) => [keyOf(change.member), change]));
  const members = sortByReferences(desired.map(({ member }) => member));
  const steps = members.flatMap((member): Step[] => {
    const change = saves.get(keyOf(member));
    return change === undefined ? [] : [saveStep(stored.get(keyOf(member)), change)];
  });
  const removed = [...stored.values()].filter(
    (member) => prune.includes(member.kind) && !saves.has(keyOf(member)),
  );
  return [...steps, ...sortByReferences(removed).reverse().map(removeStep)];
}

function saveStep(stored: Member | undefined, change: Change & { act: 'save' }): Step {
  if (stored === undefined) return { act: 'create', change };
  const fields = diff(asObject(stored.body), asObject(change.member.body)).map(fieldChange);
  return fields.length === 0 ? { act: 'unchanged', change } : { act: 'change', change, fields };
}

const removeStep = ({ kind, id }: DocumentName): Step => {
  return { act: 'remove', change: { act: 'remove', kind, id } };
};

const asObject = (body: unknown): object =>
  typeof body === 'object' && body !== null ? body : { body };

function fieldChange(change: Difference): FieldChange {
  const before: unknown = change.type === 'CREATE' ? undefined : change.oldValue;
  const after: unknown = change.type === 'REMOVE' ? undefined : change.value;
  return { path: change.path.join('.'), before, after };
}
