/**
 * Runs these tests on the namespace of SERVICEBUS_TEST_CONNECTION. Each test creates its queue `work` again, so the files
 * must run one after another (`--no-file-parallelism`). An emulator must have that queue in its configuration file.
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
  const supported: Record<string | symbol, unknown> = {
    connectionString,
    stop: async () => undefined,
  };
  return new Proxy(supported, {
    get(target, name) {
      // `await` reads `then` of the value that it resolves to.
      if (name in target || name === 'then') return target[name];
      return () => {
        throw new Error(`'${String(name)}' exists only in the local Service Bus.`);
      };
    },
  }) as unknown as ServiceBus;
}
