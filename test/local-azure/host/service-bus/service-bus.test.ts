import { ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceBus, startServiceBus } from '../../service-bus/server.ts';
import { type LogLine } from '../app/log.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

const queues = [
  { name: 'plain', maxDeliveryCount: 3 },
  { name: 'in-sessions', requiresSession: true },
  { name: 'in-batches' },
  { name: 'questions' },
  { name: 'results' },
];
let bus: ServiceBus;
let client: ServiceBusClient;
let host: Host;
const lines: LogLine[] = [];

beforeAll(async () => {
  bus = await startServiceBus({ queues });
  client = new ServiceBusClient(bus.connectionString);
  host = await startHost({
    functions: fixtureFiles('queues'),
    settings: { Bus: bus.connectionString, PLAIN_QUEUE: 'plain' },
    hostJson: {
      version: '2.0',
      extensions: {
        serviceBus: {
          maxConcurrentCalls: 4,
          maxConcurrentSessions: 2,
          sessionIdleTimeout: '00:00:00.2',
        },
      },
    },
    sink: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await host.stop();
  await client.close();
  await bus.stop();
});

const send = (queue: string, messages: ServiceBusMessage | ServiceBusMessage[]) =>
  client.createSender(queue).sendMessages(messages);
const left = (queue: string) => bus.counts()[queue];

describe('a Service Bus queue trigger', () => {
  test('receives the parsed body and the metadata with their .NET names in camel case', async () => {
    await send('plain', {
      body: { hello: 1 },
      messageId: 'm1',
      correlationId: 'c1',
      subject: 'about',
      contentType: 'application/json',
      applicationProperties: { attempt: 3 },
    });
    const [entry] = await seenTimes('plain', 1);
    expect(entry).toMatchObject({
      message: { hello: 1 },
      messageId: 'm1',
      correlationId: 'c1',
      subject: 'about',
      contentType: 'application/json',
      deliveryCount: 1,
      applicationProperties: { attempt: 3 },
    });
    expect(typeof entry?.['sequenceNumber']).toBe('number');
    expect(Date.parse(String(entry?.['enqueuedTimeUtc']))).not.toBeNaN();
    expect(entry?.['lockToken']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('completes on success, and abandons on an error until the queue dead-letters the message', async () => {
    plans.set('plain', ({ message }) => {
      if (message === 'bad') throw new Error('cannot be handled');
    });
    await send('plain', [{ body: 'good' }, { body: 'bad' }]);
    await seenTimes('plain', 5);
    const bad = seen('plain').filter((entry) => entry['message'] === 'bad');
    expect(bad.map((entry) => entry['deliveryCount'])).toEqual([1, 2, 3]);
    await expect.poll(() => left('plain')).toMatchObject({ active: 0, deadLetter: 1 });
    plans.delete('plain');
  });

  test('runs at most maxConcurrentCalls messages at once', async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    plans.set('plain', async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => gates.push(resolve));
      running -= 1;
    });
    const before = seen('plain').length;
    await send(
      'plain',
      Array.from({ length: 8 }, (_, n) => ({ body: n })),
    );
    await seenTimes('plain', before + 4);
    plans.delete('plain');
    for (const open of gates) open();
    await seenTimes('plain', before + 8);
    expect(most).toBe(4);
  });

  test('with cardinality many receives messages that arrive together, with metadata as arrays', async () => {
    await send('in-batches', [
      { body: 1, messageId: 'b1' },
      { body: { two: 2 }, messageId: 'b2' },
    ]);
    const [batch] = await seenTimes('in-batches', 1);
    expect(batch).toMatchObject({ messages: [1, { two: 2 }], messageIdArray: ['b1', 'b2'] });
    await expect.poll(() => left('in-batches')).toMatchObject({ active: 0 });
  });

  test('sends its outputs: one message per list item, and the return value', async () => {
    const receiver = client.createReceiver('results', { receiveMode: 'receiveAndDelete' });
    const bodies: unknown[] = [];
    const receive = async () => {
      const found = await receiver.receiveMessages(3, { maxWaitTimeInMs: 300 });
      bodies.push(...found.map((message) => message.body as unknown));
      return bodies.length;
    };
    await send('questions', { body: 'why' });
    await expect.poll(receive, { timeout: 5000 }).toBe(3);
    const texts = bodies.map((body) => (Buffer.isBuffer(body) ? body.toString() : body));
    expect(texts).toEqual(expect.arrayContaining(['first', { second: 2 }, { answerTo: 'why' }]));
    await expect.poll(() => left('questions')).toMatchObject({ active: 0, locked: 0 });
  });

  test('recovers by itself after a broker outage', async () => {
    const { port } = bus;
    await bus.stop();
    await expect.poll(() => lines.some((line) => line.level === 'warning')).toBe(true);
    bus = await startServiceBus({ queues, port });
    await client.close();
    client = new ServiceBusClient(bus.connectionString);
    const [plain, sessions] = [seen('plain').length, seen('in-sessions').length];
    await send('plain', { body: 'back' });
    await send('in-sessions', { body: 'back', sessionId: 'again' });
    await seenTimes('plain', plain + 1);
    await seenTimes('in-sessions', sessions + 1);
  });

  test('settles running messages when the host stops, and receives no more', async () => {
    const gate = Promise.withResolvers<undefined>();
    plans.set('plain', () => gate.promise);
    const before = seen('plain').length;
    await send('plain', { body: 'last' });
    await seenTimes('plain', before + 1);
    const stopped = host.stop();
    // The stop reaches the broker on another connection than the message.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await send('plain', { body: 'too late' });
    gate.resolve(undefined);
    await stopped;
    expect(seen('plain')).toHaveLength(before + 1);
    await expect.poll(() => left('plain')).toMatchObject({ active: 1 });
  });
});
