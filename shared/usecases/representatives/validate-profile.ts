import type { Representative } from '../../domain/representative/representative.ts';
import { InvalidInput } from '../../errors.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';
import { findMissingReferences } from '../configuration/find-missing-references.ts';

/** Throws InvalidInput with every queue of the profile that does not exist. */
export async function validateProfile(
  settings: ConfigurationStore,
  { queues }: Pick<Representative, 'queues'>,
): Promise<void> {
  const named = queues.map((id, n) => ({ path: `queues.${n}`, kind: 'queue' as const, id }));
  const issues = await findMissingReferences(settings, named);
  if (issues.length > 0) throw new InvalidInput('The representative is not valid.', issues);
}
