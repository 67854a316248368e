/**
 * Another namespace for these tests, given by SERVICEBUS_TEST_CONNECTION: its queue `work` is made anew for each test,
 * so that files must run one after the other (`--no-file-parallelism`). An emulator must have that queue from its file.
 */
import { ServiceBusAdministrationClient } from '@azure/service-bus';
import { isEmulated, queueOptions } from '../../stack/declare-queues.ts';
import { type QueueDefinition, type ServiceBus } from '../server.ts';

const connection = process.env['SERVICEBUS_TEST_CONNECTION'];

export const isElsewhere = connection !== undefined;

export async function serviceBusElsewhere(queue: QueueDefinition): Promise<ServiceBus> {
  const connectionString = connection ?? '';
  if (!isEmulated(connectionString)) {
    const administration = new ServiceBusAdministrationClient(connectionString);
    if (await administration.queueExists(queue.name)) await administration.deleteQueue(queue.name);
    await administration.createQueue(queue.name, queueOptions(queue));
  }
  const known: Record<string | symbol, unknown> = {
    connectionString,
    stop: async () => undefined,
  };
  return new Proxy(known, {
    get(target, name) {
      // A promise asks what it resolves to whether it is one itself.
      if (name in target || name === 'then') return target[name];
      return () => {
        throw new Error(`Only the local Service Bus has '${String(name)}'.`);
      };
    },
  }) as unknown as ServiceBus;
}
