import { expect, test } from 'vitest';
import { aClient, aServiceBus, receiveOne, until } from './a-service-bus.ts';

/** Ten seconds of the local clock, which are 0.2 seconds of the machine. */
const quick = { speed: 50 };
const lockDuration = 'PT10S';

test('a lock without a renewal expires, and the message is received again with a higher delivery count', async () => {
  const { sender, receiver } = await aServiceBus({ lockDuration }, quick);
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const first = await receiveOne(link);
  const second = await receiveOne(link);
  expect(second).toMatchObject({ messageId: first.messageId, deliveryCount: 1 });
  await expect(link.completeMessage(first)).rejects.toMatchObject({ code: 'MessageLockLost' });
  await link.completeMessage(second);
});

test('lockedUntilUtc is in machine time, and enqueuedTimeUtc in local-clock time', async () => {
  const start = Date.parse('2030-01-01T00:00:00.000Z');
  const { sender, receiver } = await aServiceBus({ lockDuration: 'PT1M' }, { speed: 20, start });
  await sender.sendMessages({ body: 1 });
  const { lockedUntilUtc, enqueuedTimeUtc } = await receiveOne(receiver());
  const left = lockedUntilUtc!.getTime() - Date.now();
  expect(left).toBeGreaterThan(2500);
  expect(left).toBeLessThanOrEqual(3000);
  expect(enqueuedTimeUtc!.getUTCFullYear()).toBe(2030);
});

test('a renewed lock stays valid', async () => {
  const { sender, receiver, clock, counts } = await aServiceBus({ lockDuration }, { speed: 20 });
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  // Opens the management link, so that the first renewal is fast.
  await link.peekMessages(1);
  const message = await receiveOne(link);
  const startedAt = clock.now();
  for (const after of [4000, 11_000]) {
    await until(() => clock.now() - startedAt > after);
    const asked = Date.now();
    const end = await link.renewMessageLock(message);
    expect(end.getTime() - asked).toBeGreaterThanOrEqual(clock.real(10_000) - 1);
  }
  await link.completeMessage(message);
  expect(counts()).toMatchObject({ active: 0, locked: 0 });
});

test('an expired lock cannot be renewed', async () => {
  const { sender, receiver, counts } = await aServiceBus({ lockDuration }, quick);
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const message = await receiveOne(link);
  await until(() => counts().locked === 0);
  await expect(link.renewMessageLock(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
});

test('the SDK renews the lock of a long-running message', async () => {
  const { sender, client, clock, counts } = await aServiceBus(
    { lockDuration: 'PT1M' },
    { speed: 60 },
  );
  const seen: unknown[] = [];
  client.createReceiver('work').subscribe({
    async processMessage({ deliveryCount }) {
      await new Promise((resolve) => setTimeout(resolve, clock.real(100_000)));
      seen.push(deliveryCount);
    },
    processError: async () => {},
  });
  await sender.sendMessages({ body: 1 });
  await until(() => seen.length > 0 && counts().locked === 0);
  expect(seen).toEqual([0]);
});

test('a deferred message with an expired lock stays deferred', async () => {
  const { sender, receiver, counts } = await aServiceBus({ lockDuration }, quick);
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  const message = await receiveOne(link);
  await link.deferMessage(message);
  await link.receiveDeferredMessages(message.sequenceNumber!);
  expect(counts()).toMatchObject({ locked: 1, deferred: 0 });
  await until(() => counts().locked === 0);
  expect(counts()).toMatchObject({ active: 0, deferred: 1 });
});

test('a message of a closed client is received again when its lock expires', async () => {
  const { bus, sender, receiver, counts } = await aServiceBus({ lockDuration }, quick);
  await sender.sendMessages({ body: 1 });
  const other = aClient(bus.connectionString);
  await receiveOne(other.createReceiver('work'));
  await other.close();
  expect(counts()).toMatchObject({ active: 0, locked: 1 });
  expect((await receiveOne(receiver())).deliveryCount).toBe(1);
});

test('one link settles more messages than the delivery buffer of rhea has', async () => {
  const { sender, receiver, counts } = await aServiceBus();
  for (let i = 0; i < 5; i++)
    await sender.sendMessages(Array.from({ length: 500 }, (_, k) => ({ body: k })));
  const link = receiver();
  for (let done = 0; done < 2500;) {
    const messages = await link.receiveMessages(250, { maxWaitTimeInMs: 2000 });
    await Promise.all(messages.map((message) => link.completeMessage(message)));
    done += messages.length;
  }
  expect(counts()).toMatchObject({ active: 0, locked: 0 });
});
