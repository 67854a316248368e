/** Creates the missing queues in an external namespace; the key needs the Manage right. */
import { type CreateQueueOptions, ServiceBusAdministrationClient } from '@azure/service-bus';
import { type DeclaredQueue } from './resources.ts';

export function queueOptions(declared: DeclaredQueue): CreateQueueOptions {
  const { name: _name, ...settings } = declared;
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const requiresDuplicateDetection = declared.duplicateDetectionHistoryTimeWindow !== undefined;
  return { ...Object.fromEntries(given), requiresDuplicateDetection };
}

/** Emulators read their queues from a file and have no HTTP management at this address. */
export const isEmulated = (connection: string) => /UseDevelopmentEmulator=true/i.test(connection);

export async function declareQueues(
  connection: string,
  queues: readonly DeclaredQueue[],
): Promise<void> {
  if (isEmulated(connection)) return;
  const administration = new ServiceBusAdministrationClient(connection);
  for (const queue of queues) {
    if (await administration.queueExists(queue.name)) continue;
    await administration.createQueue(queue.name, queueOptions(queue));
  }
}
