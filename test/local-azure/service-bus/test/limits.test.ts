import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { aServiceBus, receiveOne } from './a-service-bus.ts';

const tooLarge = { code: 'MessageSizeExceeded' };
const later = (clock: { now(): number }) => new Date(clock.now() + 3_600_000);
const some = (count: number, bytes: number) =>
  Array.from({ length: count }, () => ({ body: randomBytes(bytes) }));

test('a schedule request of small messages is limited to 256 KB in total', async () => {
  const { sender, clock, counts } = await aServiceBus();
  await expect(sender.scheduleMessages(some(6, 100_000), later(clock))).rejects.toMatchObject(
    tooLarge,
  );
  await expect(sender.scheduleMessages(some(1, 262_144), later(clock))).rejects.toMatchObject(
    tooLarge,
  );
  expect(counts().scheduled).toBe(0);
  expect(await sender.scheduleMessages(some(2, 100_000), later(clock))).toHaveLength(2);
});

test('a send of several messages is limited to 256 KB in total', async () => {
  const { sender, counts } = await aServiceBus();
  await expect(sender.sendMessages(some(6, 100_000))).rejects.toMatchObject(tooLarge);
  expect(counts().active).toBe(0);
});

test.each([
  ['one application property of more than 32 KB', { long: 'x'.repeat(33 * 1024) }, {}],
  [
    'application properties of more than 64 KB in all',
    { a: 'x'.repeat(25_000), b: 'x'.repeat(25_000), c: 'x'.repeat(25_000) },
    {},
  ],
  [
    'properties and application properties of more than 64 KB together',
    { a: 'x'.repeat(25_000), b: 'x'.repeat(25_000) },
    { subject: 'x'.repeat(20_000) },
  ],
])(
  'a message with %s is refused alone, in a batch and in a schedule request',
  async (_, own, more) => {
    const { sender, clock, counts } = await aServiceBus();
    const message = { body: 1, applicationProperties: own, ...more };
    await expect(sender.sendMessages(message)).rejects.toMatchObject(tooLarge);
    await expect(sender.sendMessages([{ body: 1 }, message])).rejects.toMatchObject(tooLarge);
    await expect(sender.scheduleMessages(message, later(clock))).rejects.toMatchObject(tooLarge);
    expect(counts()).toMatchObject({ active: 0, scheduled: 0 });
  },
);

test('properties just below the limits are received unchanged', async () => {
  const { sender, receiver } = await aServiceBus();
  const applicationProperties = { a: 'x'.repeat(32_700), b: 'x'.repeat(32_000) };
  await sender.sendMessages({ body: 1, applicationProperties });
  expect((await receiveOne(receiver())).applicationProperties).toEqual(applicationProperties);
});

test('a session state above 256 KB is refused, and the previous state stays', async () => {
  const { sender, session } = await aServiceBus({ requiresSession: true });
  await sender.sendMessages({ body: 1, sessionId: 'a' });
  const held = await session('a');
  await held.setSessionState('small');
  await expect(held.setSessionState(randomBytes(262_145))).rejects.toMatchObject(tooLarge);
  expect(await held.getSessionState()).toBe('small');
  const large = randomBytes(260_000);
  await held.setSessionState(large);
  expect(large.equals((await held.getSessionState()) as Buffer)).toBe(true);
});
