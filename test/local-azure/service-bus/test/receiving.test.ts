import { expect, test } from 'vitest';
import { aServiceBus, bodies, receive, receiveOne, until } from './a-service-bus.ts';

test('a completed message is not received again', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const message = await receiveOne(link);
  expect(counts()).toMatchObject({ active: 0, locked: 1 });
  await link.completeMessage(message);
  expect(counts()).toEqual({ active: 0, locked: 0, deferred: 0, scheduled: 0, deadLetter: 0 });
});

test('receiveAndDelete removes messages at once', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages([{ body: 1 }, { body: 2 }]);
  const messages = await receive(receiver({ receiveMode: 'receiveAndDelete' }), 2);
  expect(bodies(messages)).toEqual([1, 2]);
  expect(counts()).toMatchObject({ active: 0, locked: 0 });
});

test('receiveAndDelete receives more than the 2048 deliveries of one buffer', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  for (let i = 0; i < 5; i++)
    await sender.sendMessages(Array.from({ length: 500 }, (_, k) => ({ body: k })));
  const link = receiver({ receiveMode: 'receiveAndDelete' });
  for (let receivedCount = 0; receivedCount < 2500;)
    receivedCount += (await receive(link, 500)).length;
  expect(counts().active).toBe(0);
});

test('receiving from an empty queue returns no messages after the wait', async () => {
  const { receiver } = await aServiceBus();
  const startedAt = Date.now();
  expect(await receiver().receiveMessages(3, { maxWaitTimeInMs: 200 })).toEqual([]);
  expect(Date.now() - startedAt).toBeLessThan(1000);
});

test('a receiver that got fewer messages than requested can receive again', async () => {
  const { sender, receiver } = await aServiceBus();
  const link = receiver();
  for (const body of [1, 2]) {
    await sender.sendMessages({ body });
    expect(bodies(await link.receiveMessages(5, { maxWaitTimeInMs: 200 }))).toEqual([body]);
  }
});

test('an abandoned message is received again in its old order, with its delivery count and its new properties', async () => {
  const { sender, receiver } = await aServiceBus();
  await sender.sendMessages([{ body: 'a', applicationProperties: { kept: 1 } }, { body: 'b' }]);
  const link = receiver();
  await link.abandonMessage(await receiveOne(link), { why: 'busy' });
  const [again, next] = await receive(link, 2);
  expect(again).toMatchObject({
    body: 'a',
    deliveryCount: 1,
    applicationProperties: { kept: 1, why: 'busy' },
  });
  expect(next).toMatchObject({ body: 'b', deliveryCount: 0 });
});

test('a deferred message is received only by its sequence number', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages({ body: 'later' });
  const link = receiver();
  const message = await receiveOne(link);
  await link.deferMessage(message, { step: 2 });
  expect(counts()).toMatchObject({ active: 0, locked: 0, deferred: 1 });
  const [deferred] = await link.receiveDeferredMessages(message.sequenceNumber!);
  expect(deferred).toMatchObject({
    body: 'later',
    state: 'deferred',
    deliveryCount: 1,
    applicationProperties: { step: 2 },
  });
  await link.completeMessage(deferred!);
  expect(counts()).toMatchObject({ deferred: 0, locked: 0 });
});

test('an abandoned deferred message stays deferred', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const { sequenceNumber, ...message } = await receiveOne(link);
  await link.deferMessage({ sequenceNumber, ...message } as never);
  const [first] = await link.receiveDeferredMessages(sequenceNumber!);
  await link.abandonMessage(first!);
  expect(counts()).toMatchObject({ active: 0, deferred: 1 });
  const [second] = await link.receiveDeferredMessages(sequenceNumber!);
  await link.deadLetterMessage(second!);
  expect(counts()).toMatchObject({ deferred: 0, deadLetter: 1 });
});

test('receiving an unknown deferred message fails as not found', async () => {
  const { receiver } = await aServiceBus();
  await expect(receiver().receiveDeferredMessages(99n as never)).rejects.toThrow();
});

test('peeking returns all messages without a lock, and continues after the last one', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages([{ body: 'held' }, { body: 'put off' }, { body: 'ready' }]);
  await sender.scheduleMessages({ body: 'future' }, new Date(Date.now() + 60_000));
  const link = receiver();
  await receiveOne(link);
  await link.deferMessage(await receiveOne(link));
  expect(bodies(await link.peekMessages(2))).toEqual(['held', 'put off']);
  const rest = await link.peekMessages(10);
  expect(bodies(rest)).toEqual(['ready', 'future']);
  expect(rest.map(({ state }) => state)).toEqual(['active', 'scheduled']);
  expect(await link.peekMessages(1)).toEqual([]);
  expect(counts()).toMatchObject({ active: 1, locked: 1, deferred: 1, scheduled: 1 });
});

test('a subscriber gets new messages, at most maxConcurrentCalls at a time', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  const seen: unknown[] = [];
  let running = 0;
  let most = 0;
  receiver().subscribe(
    {
      async processMessage({ body }) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
        seen.push(body);
      },
      processError: async ({ error }) => Promise.reject(error),
    },
    { maxConcurrentCalls: 4 },
  );
  await sender.sendMessages(Array.from({ length: 20 }, (_, body) => ({ body })));
  await until(() => seen.length === 20 && counts().locked === 0);
  expect(most).toBe(4);
});

test('two receivers share the messages of a queue', async () => {
  const { sender, receiver } = await aServiceBus();
  const both = [receiver(), receiver()].map((link) => receive(link, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await sender.sendMessages(Array.from({ length: 10 }, (_, body) => ({ body })));
  const [one, other] = await Promise.all(both);
  expect([one!.length, other!.length]).toEqual([5, 5]);
});

test('a message of a closed receiver is settled over the management link', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const message = await receiveOne(link);
  await link.close();
  expect(counts().locked).toBe(1);
  await receiver().completeMessage(message);
  expect(counts()).toMatchObject({ active: 0, locked: 0 });
});
