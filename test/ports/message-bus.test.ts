import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessageBus } from '../../shared/adapters/service-bus/message-bus.ts';
import {
  dialMessageSchema,
  paceMessageSchema,
  smsMessageSchema,
  wakeMessageSchema,
} from '../../shared/contract/messages.ts';
import { instantOf, later, MINUTE } from '../../shared/domain/values/time.ts';
import { queues } from '../../shared/resource-names.ts';
import { Transient } from '../../shared/errors.ts';
import { localClock } from '../local-azure/clock.ts';
import { type ServiceBus, startServiceBus } from '../local-azure/service-bus/server.ts';
import { aDeliveryId, aTaskId } from '../support/builders/identity.ts';
import { aTask } from '../support/builders/task.ts';
import { queueDefinitions } from './resources.ts';

const clock = localClock();
let server: ServiceBus;
let client: ServiceBusClient;
beforeAll(async () => {
  server = await startServiceBus({ clock, queues: queueDefinitions });
  client = new ServiceBusClient(server.connectionString);
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

const open = () => createMessageBus({ SERVICEBUS_CONNECTION: server.connectionString });
const { engagementId } = aTask({ status: 'ready' });
const ref = { engagementId, shard: 0, taskId: aTaskId() };

async function receive(queue: string, limit = 10): Promise<ServiceBusReceivedMessage[]> {
  const receiver = client.createReceiver(queue, { receiveMode: 'receiveAndDelete' });
  const messages = await receiver.receiveMessages(limit, { maxWaitTimeInMs: 400 });
  await receiver.close();
  return messages;
}

describe('the message bus over Service Bus', () => {
  test('a tick goes to the session of its group', async () => {
    const at = instantOf(clock.now());
    await open().pace(['renewals', 'sales+german'], at);
    const session = await client.acceptSession(queues.pacing, 'sales+german', {
      receiveMode: 'receiveAndDelete',
    });
    const [message] = await session.receiveMessages(5, { maxWaitTimeInMs: 500 });
    await session.close();
    expect(paceMessageSchema.parse(message?.body)).toEqual({ group: 'sales+german', at });
    expect(server.counts()[queues.pacing]).toMatchObject({ active: 1 });
  });

  test('a repeated dial is one message', async () => {
    const calls = [1, 2].map((n) => ({ group: 'renewals', deliveryId: aDeliveryId(aTaskId(n)) }));
    await open().dial(calls);
    await open().dial(calls);
    const messages = await receive(queues.dial);
    expect(messages.map(({ body }) => dialMessageSchema.parse(body))).toEqual(calls);
  });

  test('a wake is scheduled, and wakes of one shard in the same second are one message', async () => {
    const at = later(instantOf(clock.now()), 30 * MINUTE);
    await open().wake([
      { engagementId, shard: 3, at },
      { engagementId, shard: 3, at },
    ]);
    expect(server.counts()[queues.reattempts]).toMatchObject({ active: 0, scheduled: 1 });
    const now = instantOf(clock.now() - 1000);
    await open().wake([{ engagementId, shard: 3, at: now }]);
    const messages = await receive(queues.reattempts);
    expect(messages.map(({ body }) => wakeMessageSchema.parse(body))).toEqual([
      { engagementId, shard: 3 },
    ]);
  });

  test('an SMS order contains the location of its task, and another time makes another message', async () => {
    const at = instantOf(clock.now() - 1000);
    await open().sendSms(ref, aDeliveryId(), at);
    await open().sendSms(ref, aDeliveryId(), at);
    await open().sendSms(ref, aDeliveryId(), later(at, 1));
    const messages = await receive(queues.sms);
    const order = { ...ref, deliveryId: aDeliveryId() };
    expect(messages.map(({ body }) => smsMessageSchema.parse(body))).toEqual([order, order]);
  });

  test('a parked message has its body and reason', async () => {
    await open().park('dial', { strange: true }, 'no delivery id');
    const [message] = await receive(queues.parked, 1);
    expect(message).toMatchObject({
      body: { strange: true },
      applicationProperties: { queue: 'dial', reason: 'no delivery id' },
    });
  });

  test('more calls than a batch can hold all arrive', async () => {
    const group = 'g'.repeat(200);
    const calls = [...Array(1500).keys()].map((n) => ({
      group,
      deliveryId: aDeliveryId(aTaskId(1000 + n)),
    }));
    await open().dial(calls);
    expect(server.counts()[queues.dial]).toMatchObject({ active: 1500 });
  });

  test('an unavailable queue is Transient', async () => {
    const gone = await startServiceBus({ clock, queues: [] });
    const orphan = createMessageBus({ SERVICEBUS_CONNECTION: gone.connectionString });
    await expect(orphan.park('dial', {}, 'x')).rejects.toThrow(Transient);
    await gone.stop();
  });
});
