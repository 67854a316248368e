import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import { kindLabel } from '../../domain/configuration/documents.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { CorruptRecord, InvalidInput } from '../../errors.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';

const readsAtOnce = 8;

/** Throws InvalidInput with every queue of the profile that does not exist. */
export async function validateProfile(
  configuration: Pick<ConfigurationStore, 'find'>,
  { queues }: Pick<Representative, 'queues'>,
): Promise<void> {
  const results = await mapConcurrently(readsAtOnce, queues, (id) => exists(configuration, id));
  const issues = queues.flatMap((value, index) => {
    const message = `There is no ${kindLabel.queue} '${value}'.`;
    return results[index] === true ? [] : [{ path: `queues.${index}`, value, message }];
  });
  if (issues.length > 0) throw new InvalidInput('The representative is not valid.', issues);
}

async function exists(
  configuration: Pick<ConfigurationStore, 'find'>,
  id: string,
): Promise<boolean> {
  try {
    return (await configuration.find('queue', id)) !== undefined;
  } catch (error) {
    if (error instanceof CorruptRecord) return true;
    throw error;
  }
}
