import { expect, test } from 'vitest';
import { aServiceBus, bodies, receiveOne, until } from './a-service-bus.ts';

const start = Date.parse('2030-05-01T09:00:00.000Z');
const quick = { speed: 40, start };

test('a scheduled message is received at its instant of the local clock, with a new sequence number', async () => {
  const { sender, receiver, clock, counts } = await aServiceBus({}, quick);
  // Two seconds of the machine, so that the counts are read before.
  const due = new Date(clock.now() + 80_000);
  const [number] = await sender.scheduleMessages({ body: 'later' }, due);
  expect(counts()).toMatchObject({ active: 0, scheduled: 1 });
  const message = await receiveOne(receiver());
  expect(clock.now()).toBeGreaterThanOrEqual(due.getTime());
  expect(message).toMatchObject({
    body: 'later',
    state: 'active',
    enqueuedSequenceNumber: Number(number),
  });
  expect(Number(message.sequenceNumber)).toBeGreaterThan(Number(number));
  expect(message.scheduledEnqueueTimeUtc).toEqual(due);
  expect(message.enqueuedTimeUtc!.getTime()).toBeGreaterThanOrEqual(due.getTime());
});

test('a message sent with scheduledEnqueueTimeUtc is received at that instant', async () => {
  const { sender, receiver, clock } = await aServiceBus({}, quick);
  const inTenSeconds = new Date(clock.now() + 10_000);
  await sender.sendMessages({ body: 1, scheduledEnqueueTimeUtc: inTenSeconds });
  await receiveOne(receiver());
  expect(clock.now()).toBeGreaterThanOrEqual(inTenSeconds.getTime());
});

test('scheduled messages are received in the order of their instants', async () => {
  const { sender, receiver } = await aServiceBus({}, quick);
  for (const [body, seconds] of Object.entries({ third: 12, first: 8, second: 10 }))
    await sender.scheduleMessages({ body }, new Date(start + seconds * 1000));
  const link = receiver();
  const messages = [await receiveOne(link), await receiveOne(link), await receiveOne(link)];
  expect(bodies(messages)).toEqual(['first', 'second', 'third']);
});

test('a message with a past instant is received at once', async () => {
  const { sender, receiver } = await aServiceBus({}, quick);
  await sender.scheduleMessages({ body: 1 }, new Date(start - 1000));
  expect((await receiveOne(receiver())).body).toBe(1);
});

test('a canceled message is not received, and the others are', async () => {
  const { sender, receiver, clock, counts } = await aServiceBus({}, quick);
  const inTenSeconds = new Date(clock.now() + 10_000);
  const numbers = await sender.scheduleMessages([{ body: 1 }, { body: 2 }], inTenSeconds);
  await sender.cancelScheduledMessages(numbers[0]!);
  expect(counts().scheduled).toBe(1);
  expect((await receiveOne(receiver())).body).toBe(2);
  expect(counts()).toMatchObject({ active: 0, scheduled: 0 });
});

test('an unknown or enqueued message cannot be canceled', async () => {
  const { sender, clock, counts } = await aServiceBus({}, quick);
  const missing = { code: 'MessageNotFound' };
  const soon = new Date(clock.now() + 4000);
  const [number] = await sender.scheduleMessages({ body: 1 }, soon);
  await until(() => counts().active === 1);
  await expect(sender.cancelScheduledMessages(number!)).rejects.toMatchObject(missing);
});

test('a cancellation of several messages is all or nothing', async () => {
  const { sender, counts } = await aServiceBus({}, { start });
  const [number] = await sender.scheduleMessages({ body: 1 }, new Date(start + 60_000));
  await expect(sender.cancelScheduledMessages([number!, number!.add(7)])).rejects.toThrow();
  expect(counts().scheduled).toBe(1);
});

test('a schedule years ahead is kept', async () => {
  const { sender, counts } = await aServiceBus({}, quick);
  await sender.scheduleMessages({ body: 1 }, new Date(start + 5 * 365 * 86_400_000));
  expect(counts().scheduled).toBe(1);
});

test('a repeated message id within the window is dropped, and its send succeeds', async () => {
  const { sender, counts } = await aServiceBus({ duplicateDetectionHistoryTimeWindow: 'PT1M' });
  await sender.sendMessages([
    { body: 1, messageId: 'a' },
    { body: 2, messageId: 'a' },
    { body: 3, messageId: 'b' },
  ]);
  await sender.sendMessages({ body: 4, messageId: 'a' });
  expect(counts().active).toBe(2);
});

test('a repeated message id after the window of the local clock is received', async () => {
  const { sender, clock, counts } = await aServiceBus(
    { duplicateDetectionHistoryTimeWindow: 'PT20S' },
    { speed: 100 },
  );
  await sender.sendMessages({ body: 1, messageId: 'a' });
  const startedAt = clock.now();
  await until(() => clock.now() - startedAt > 25_000);
  await sender.sendMessages({ body: 2, messageId: 'a' });
  expect(counts().active).toBe(2);
});

test('a repeated message id is dropped after the first was completed, and when it is scheduled', async () => {
  const { sender, receiver, counts } = await aServiceBus({
    duplicateDetectionHistoryTimeWindow: 'PT10M',
  });
  await sender.sendMessages({ body: 1, messageId: 'a' });
  const link = receiver();
  await link.completeMessage(await receiveOne(link));
  const later = new Date(Date.now() + 60_000);
  const numbers = await sender.scheduleMessages([{ body: 2, messageId: 'a' }], later);
  expect(numbers).toHaveLength(1);
  expect(counts()).toMatchObject({ active: 0, scheduled: 0 });
});
