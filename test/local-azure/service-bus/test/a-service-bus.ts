/** Starts a local Service Bus and an SDK client for one test; the end of the test stops both. */
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { onTestFinished } from 'vitest';
import { localClock } from '../../clock.ts';
import { startServiceBus, type QueueDefinition } from '../server.ts';
import { isElsewhere, serviceBusElsewhere } from './elsewhere.ts';

/** One attempt, so that a test gets the first error at once. */
const impatient = { retryOptions: { maxRetries: 0, timeoutInMs: 3000, retryDelayInMs: 50 } };

export function aClient(connectionString: string, options: object = impatient): ServiceBusClient {
  const client = new ServiceBusClient(connectionString, options);
  onTestFinished(() => client.close());
  return client;
}

export async function aServiceBus(
  queue: Partial<QueueDefinition> = {},
  time: { speed?: number; start?: number } = {},
) {
  const clock = localClock(time);
  const definition = { name: 'work', ...queue };
  // A clock of a test applies to the local Service Bus only.
  const bus =
    isElsewhere && Object.keys(time).length === 0
      ? await serviceBusElsewhere(definition)
      : await startServiceBus({ clock, queues: [definition] });
  // Hooks run last to first, so the clients close before the bus stops.
  onTestFinished(() => bus.stop());
  const client = aClient(bus.connectionString);
  const sender = client.createSender('work');
  const unrenewed = { maxAutoLockRenewalDurationInMs: 0 };

  return {
    bus,
    clock,
    client,
    sender,
    counts: () => bus.counts()['work']!,
    receiver: (options: object = {}) => client.createReceiver('work', { ...unrenewed, ...options }),
    deadLetters: () =>
      client.createReceiver('work', { ...unrenewed, subQueueType: 'deadLetter' as const }),
    session: (id: string, options: object = unrenewed) => client.acceptSession('work', id, options),
    nextSession: (options: object = unrenewed) => client.acceptNextSession('work', options),
  };
}

interface Receiving {
  receiveMessages(
    count: number,
    options: { maxWaitTimeInMs: number },
  ): Promise<ServiceBusReceivedMessage[]>;
}

/** Receives the messages of the next two seconds. */
export const receive = (receiver: Receiving, count: number) =>
  receiver.receiveMessages(count, { maxWaitTimeInMs: 2000 });

export async function receiveOne(receiver: Receiving): Promise<ServiceBusReceivedMessage> {
  const [message] = await receive(receiver, 1);
  if (message === undefined) throw new Error('No message arrived within two seconds.');
  return message;
}

export const bodies = (messages: readonly { body: unknown }[]) =>
  messages.map((message) => message.body);

/** Waits until `isTrue` returns true; the timeout of the test is the limit. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
