import { expect, test } from 'vitest';
import { aServiceBus, receive, receiveOne, until } from './a-service-bus.ts';

test('a message is dead-lettered after maxDeliveryCount deliveries', async () => {
  const { sender, receiver, deadLetters, counts } = await aServiceBus({ maxDeliveryCount: 3 });
  await sender.sendMessages({ body: 'bad', applicationProperties: { kept: 1 } });
  const link = receiver();
  for (const deliveryCount of [0, 1, 2]) {
    const message = await receiveOne(link);
    expect(message.deliveryCount).toBe(deliveryCount);
    await link.abandonMessage(message);
  }
  expect(counts()).toMatchObject({ active: 0, deadLetter: 1 });
  const dead = await receiveOne(deadLetters());
  expect(dead).toMatchObject({
    body: 'bad',
    deadLetterReason: 'MaxDeliveryCountExceeded',
    deliveryCount: 3,
  });
  expect(dead.applicationProperties).toMatchObject({ kept: 1 });
});

test('expired locks count as deliveries', async () => {
  const { sender, receiver, counts } = await aServiceBus(
    { lockDuration: 'PT10S', maxDeliveryCount: 2 },
    { speed: 100 },
  );
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  await receiveOne(link);
  await receiveOne(link);
  await until(() => counts().deadLetter === 1);
});

test('a receiver can dead-letter with a reason, a description and properties', async () => {
  const { sender, receiver, deadLetters, counts } = await aServiceBus();
  await sender.sendMessages({ body: 1, applicationProperties: { a: 'b' } });
  const link = receiver();
  await link.deadLetterMessage(await receiveOne(link), {
    deadLetterReason: 'unreadable',
    deadLetterErrorDescription: 'no such field',
    line: 7,
  });
  const bin = deadLetters();
  const dead = await receiveOne(bin);
  expect(dead).toMatchObject({
    deadLetterReason: 'unreadable',
    deadLetterErrorDescription: 'no such field',
  });
  expect(dead.applicationProperties).toMatchObject({ a: 'b', line: 7 });
  await bin.completeMessage(dead);
  expect(counts().deadLetter).toBe(0);
});

test('a dead letter stays in its queue after many abandons', async () => {
  const { sender, receiver, deadLetters, counts } = await aServiceBus({ maxDeliveryCount: 1 });
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  await link.abandonMessage(await receiveOne(link));
  const bin = deadLetters();
  for (let i = 0; i < 3; i++) await bin.abandonMessage(await receiveOne(bin));
  expect(counts().deadLetter).toBe(1);
  expect(await bin.peekMessages(5)).toHaveLength(1);
});

test('a dead-letter queue refuses sends and dead-lettering', async () => {
  const { client, sender, receiver, deadLetters } = await aServiceBus();
  const direct = client.createSender('work/$deadletterqueue');
  await expect(direct.sendMessages({ body: 1 })).rejects.toThrow(/cannot be sent/);
  await sender.sendMessages({ body: 1 });
  const link = receiver();
  await link.deadLetterMessage(await receiveOne(link));
  const bin = deadLetters();
  await expect(bin.deadLetterMessage(await receiveOne(bin))).rejects.toThrow(/again/);
});

test('an expired message is removed without a receiver', async () => {
  const { sender, receiver, counts } = await aServiceBus({}, { speed: 50 });
  await sender.sendMessages([{ body: 'short', timeToLive: 5000 }, { body: 'long' }]);
  expect(counts().active).toBe(2);
  await until(() => counts().active === 1);
  expect((await receiveOne(receiver())).body).toBe('long');
  expect(counts().deadLetter).toBe(0);
});

test('the time to live of a queue limits that of a message', async () => {
  const { sender, receiver, clock, counts } = await aServiceBus(
    { defaultMessageTimeToLive: 'PT10S' },
    { speed: 20 },
  );
  await sender.sendMessages({ body: 1, timeToLive: 3_600_000 });
  const [peeked] = await receiver().peekMessages(1);
  expect(peeked!.expiresAtUtc!.getTime() - clock.now()).toBeLessThanOrEqual(10_000);
  await until(() => counts().active === 0);
});

test('an expired message is dead-lettered if the queue has deadLetteringOnMessageExpiration', async () => {
  const { sender, deadLetters, counts } = await aServiceBus(
    { defaultMessageTimeToLive: 'PT5S', deadLetteringOnMessageExpiration: true },
    { speed: 50 },
  );
  await sender.sendMessages({ body: 1 });
  await until(() => counts().deadLetter === 1);
  const dead = await receiveOne(deadLetters());
  expect(dead.deadLetterReason).toBe('TTLExpiredException');
});

test('a locked message expires only after its lock is released', async () => {
  const { sender, receiver, clock, counts } = await aServiceBus({}, { speed: 50 });
  await sender.sendMessages([
    { body: 'completed', timeToLive: 5000 },
    { body: 'abandoned', timeToLive: 5000 },
  ]);
  const startedAt = clock.now();
  const link = receiver();
  const [one, other] = await receive(link, 2);
  await until(() => clock.now() - startedAt > 7000);
  expect(counts().locked).toBe(2);
  await link.completeMessage(one!);
  await link.abandonMessage(other!);
  expect(counts()).toMatchObject({ active: 0, locked: 0, deadLetter: 0 });
});
