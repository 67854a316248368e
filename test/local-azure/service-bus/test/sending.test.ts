import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { aServiceBus, bodies, receive, receiveOne } from './a-service-bus.ts';

test('a message is received with all its properties', async () => {
  const { sender, receiver } = await aServiceBus();
  const sent = {
    body: { hello: ['wörld', 1] },
    messageId: 'm1',
    correlationId: 'c1',
    contentType: 'application/json',
    subject: 'greeting',
    to: 'you',
    replyTo: 'me',
    sessionId: 'ignored here',
    applicationProperties: { text: 'a', whole: 7, negative: -7, half: 0.5, yes: true, none: null },
  };
  await sender.sendMessages(sent);
  expect(await receiveOne(receiver())).toMatchObject({
    ...sent,
    deliveryCount: 0,
    state: 'active',
  });
});

test('application properties keep their types and dates', async () => {
  const { sender, receiver } = await aServiceBus();
  const at = new Date('2026-03-01T10:00:00.000Z');
  await sender.sendMessages({ body: 1, applicationProperties: { at, big: 2 ** 40, small: -1 } });
  const { applicationProperties } = await receiveOne(receiver({ skipConvertingDate: true }));
  expect(applicationProperties).toEqual({ at, big: 2 ** 40, small: -1 });
});

test.each([
  ['bytes', Buffer.from([0, 1, 2, 255])],
  ['text', 'plain text'],
  ['a number', 42],
  ['null', null],
])('a body of %s is received unchanged', async (_, body) => {
  const { sender, receiver } = await aServiceBus();
  await sender.sendMessages({ body });
  expect((await receiveOne(receiver())).body).toEqual(body);
});

test('an AMQP value and an AMQP sequence are received with their types', async () => {
  const { sender, receiver } = await aServiceBus();
  await sender.sendMessages({ bodyType: 'value', body: 'v' });
  await sender.sendMessages({ bodyType: 'sequence', body: [[1, 2]] });
  const messages = await receive(receiver(), 2);
  expect(messages.map((message) => message._rawAmqpMessage.bodyType)).toEqual([
    'value',
    'sequence',
  ]);
});

test('a message without an id gets one', async () => {
  const { sender, receiver } = await aServiceBus();
  await sender.sendMessages({ body: 1, subject: 's' });
  const message = await receiveOne(receiver());
  expect(message.messageId).toMatch(/^[0-9a-f]{32}$/);
  expect(message.subject).toBe('s');
});

test('messages are received in send order, also from a batch', async () => {
  const { sender, receiver } = await aServiceBus();
  await sender.sendMessages({ body: 0 });
  await sender.sendMessages([{ body: 1 }, { body: 2 }]);
  const batch = await sender.createMessageBatch();
  for (const body of [3, 4]) batch.tryAddMessage({ body });
  await sender.sendMessages(batch);
  const messages = await receive(receiver(), 5);
  expect(bodies(messages)).toEqual([0, 1, 2, 3, 4]);
  expect(messages.map((message) => Number(message.sequenceNumber))).toEqual([1, 2, 3, 4, 5]);
});

test('a batch of 256 KB refuses a message that does not fit', async () => {
  const { sender } = await aServiceBus();
  const batch = await sender.createMessageBatch();
  expect(batch.maxSizeInBytes).toBe(262_144);
  expect(batch.tryAddMessage({ body: randomBytes(200_000) })).toBe(true);
  expect(batch.tryAddMessage({ body: randomBytes(100_000) })).toBe(false);
});

test.each([
  ['a message', { body: randomBytes(262_144) }],
  ['a batch', [{ body: randomBytes(150_000) }, { body: randomBytes(150_000) }]],
])('%s above 256 KB is refused, and the sender still works', async (_, messages) => {
  const { sender, receiver, counts } = await aServiceBus();
  await expect(sender.sendMessages(messages)).rejects.toMatchObject({
    code: 'MessageSizeExceeded',
  });
  expect(counts().active).toBe(0);
  await sender.sendMessages({ body: 'small' });
  expect((await receiveOne(receiver())).body).toBe('small');
});

test('a message just below 256 KB is received unchanged', async () => {
  const { sender, receiver } = await aServiceBus();
  const body = randomBytes(260_000);
  await sender.sendMessages({ body });
  const message = await receiveOne(receiver());
  expect(body.equals(message.body as Buffer)).toBe(true);
});

test('a sender and a receiver of an unknown queue fail as not found', async () => {
  const { client } = await aServiceBus();
  const missing = { code: 'MessagingEntityNotFound' };
  await expect(client.createSender('nope').sendMessages({ body: 1 })).rejects.toMatchObject(
    missing,
  );
  await expect(receive(client.createReceiver('nope'), 1)).rejects.toMatchObject(missing);
  await expect(client.createReceiver('nope').peekMessages(1)).rejects.toMatchObject(missing);
});

test('topics and the transfer dead-letter queue are refused by name', async () => {
  const { client } = await aServiceBus();
  await expect(receive(client.createReceiver('topic', 'subscription'), 1)).rejects.toThrow(
    /topics and subscriptions/,
  );
  const transfer = client.createReceiver('work', { subQueueType: 'transferDeadLetter' });
  await expect(receive(transfer, 1)).rejects.toThrow(/transfer dead-letter/);
});

test('queue names are not case-sensitive', async () => {
  const { client, counts } = await aServiceBus();
  await client.createSender('WORK').sendMessages({ body: 1 });
  expect(counts().active).toBe(1);
});

test('a partition key that differs from the session id is refused', async () => {
  const { sender } = await aServiceBus();
  const message = { body: 1, sessionId: 'a', partitionKey: 'b' };
  await expect(sender.sendMessages(message)).rejects.toThrow(/partitionKey/);
});
