// The documents and representatives that use a document.
import type { Representative } from '../representative/representative.ts';
import { type ConfigurationSet, type DocumentName, keyOf } from './configuration-set.ts';
import { kindLabel } from './documents.ts';
import { referencesOf } from './references.ts';

export type QueueMember = Pick<Representative, 'id' | 'queues'>;

/** In words, such as `the engagement 'spring'`. Invalid documents count, as far as they are readable. */
export function usersOf(
  set: ConfigurationSet,
  used: DocumentName,
  representatives: readonly QueueMember[],
): string[] {
  const key = keyOf(used);
  const documents = [...set.values()]
    .filter(({ kind, body }) => referencesOf(kind, body).some((named) => keyOf(named) === key))
    .filter((user) => keyOf(user) !== key)
    .map(({ kind, id }) => `the ${kindLabel[kind]} '${id}'`);
  const members =
    used.kind === 'queue'
      ? representatives.filter(({ queues }) => queues.some((queue) => queue === used.id))
      : [];
  return [...documents, ...members.map(({ id }) => `the representative '${id}'`)];
}
