/**
 * Prints the `Config.json` with which Microsoft's Service Bus emulator creates the queues of infra/resources.json:
 * `node test/local-azure/stack/service-bus-config.ts > Config.json`.
 */
import { queueOptions } from './declare-queues.ts';
import { readResources } from './resources.ts';

const capitalize = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

const Queues = readResources().serviceBus.queues.map((queue) => ({
  Name: queue.name,
  Properties: Object.fromEntries(
    Object.entries(queueOptions(queue)).map(([name, value]) => [capitalize(name), value]),
  ),
}));
const Namespaces = [{ Name: 'sbemulatorns', Queues }];
const config = { UserConfig: { Namespaces, Logging: { Type: 'Console' } } };
process.stdout.write(`${JSON.stringify(config, null, 2)}\n`);
