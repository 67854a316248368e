/** Service Bus output bindings, of `extraOutputs` and of `return`: a list becomes one message per item. */
import {
  type ServiceBusClient,
  type ServiceBusMessage,
  type ServiceBusSender,
} from '@azure/service-bus';
import { type Outcome } from '../app/invocation.ts';
import { type Binding, type RpcData } from '../app/programming-model.ts';
import { type SendOutputs } from '../app/runner.ts';
import { type Settings } from '../app/settings.ts';

const asMessage = (value: unknown): ServiceBusMessage =>
  typeof value === 'string'
    ? { body: Buffer.from(value), contentType: 'text/plain' }
    : { body: Buffer.from(JSON.stringify(value)), contentType: 'application/json' };

function messagesOf(data: RpcData | null | undefined): ServiceBusMessage[] {
  if (!data) return [];
  if (data.bytes)
    return [{ body: Buffer.from(data.bytes), contentType: 'application/octet-stream' }];
  if (typeof data.string === 'string') return [asMessage(data.string)];
  if (typeof data.json === 'string') {
    const value: unknown = JSON.parse(data.json);
    return Array.isArray(value) ? value.map(asMessage) : [asMessage(value)];
  }
  const number = data.int ?? data.double;
  return typeof number === 'number' ? [asMessage(String(number))] : [];
}

export function serviceBusOutputs(
  settings: Settings,
  clientOf: (connectionString: string) => ServiceBusClient,
): SendOutputs {
  const senders = new Map<string, ServiceBusSender>();

  function senderFor(functionName: string, binding: Binding): ServiceBusSender {
    const queue = settings.resolve(String(binding['queueName']));
    const name =
      typeof binding['connection'] === 'string' ? binding['connection'] : 'AzureWebJobsServiceBus';
    const connection = settings.connection(name, `Function '${functionName}'`);
    const key = `${connection}\n${queue}`;
    const sender = senders.get(key) ?? clientOf(connection).createSender(queue);
    senders.set(key, sender);
    return sender;
  }

  const dataOf = (outcome: Outcome, name: string) =>
    name === '$return' ? outcome.returned : outcome.outputs.get(name);

  return async (fn, outcome) => {
    for (const [name, binding] of Object.entries(fn.registered.metadata.bindings)) {
      if (binding.direction !== 'out' || binding.type !== 'serviceBus') continue;
      const messages = messagesOf(dataOf(outcome, name));
      if (messages.length > 0) await senderFor(fn.name, binding).sendMessages(messages);
    }
  };
}
