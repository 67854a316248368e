import { type DeadLetterOptions } from '@azure/service-bus';
import { expect, test } from 'vitest';
import { aClient, aServiceBus, bodies, receive, receiveOne, until } from './a-service-bus.ts';

const sessionful = { requiresSession: true };
const quick = { speed: 50 };
const hasty = { retryOptions: { maxRetries: 0, timeoutInMs: 300 } };

/** The type of the SDK requires more than the SDK does. */
const because = { deadLetterReason: 'r' } as DeadLetterOptions & Record<string, string>;

const inSession = (sessionId: string, ...contents: unknown[]) =>
  contents.map((body) => ({ body, sessionId }));

test('a session receiver gets the messages of its session in order', async () => {
  const { sender, session, counts } = await aServiceBus(sessionful);
  await sender.sendMessages([...inSession('a', 1), ...inSession('b', 9), ...inSession('a', 2, 3)]);
  const link = await session('a');
  const messages = await receive(link, 3);
  expect(bodies(messages)).toEqual([1, 2, 3]);
  for (const message of messages) await link.completeMessage(message);
  expect(counts()).toMatchObject({ active: 1, locked: 0 });
});

test('sessionLockedUntilUtc is in machine time', async () => {
  const { session } = await aServiceBus(sessionful, { speed: 20, start: 0 });
  const left = (await session('a')).sessionLockedUntilUtc.getTime() - Date.now();
  expect(left).toBeGreaterThan(2500);
  expect(left).toBeLessThanOrEqual(3000);
});

test('acceptNextSession gets the session that has waited longest', async () => {
  const { sender, nextSession } = await aServiceBus(sessionful);
  await sender.sendMessages([...inSession('c', 1), ...inSession('a', 1), ...inSession('b', 1)]);
  await sender.sendMessages(inSession('c', 2));
  const first = await nextSession();
  const second = await nextSession();
  expect([first.sessionId, second.sessionId]).toEqual(['c', 'a']);
  await first.close();
  expect((await nextSession()).sessionId).toBe('b');
  expect((await nextSession()).sessionId).toBe('c');
});

test('acceptNextSession waits until a session has messages', async () => {
  const { sender, nextSession } = await aServiceBus(sessionful);
  const waiting = [nextSession(), nextSession()];
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sender.sendMessages([...inSession('late', 1), ...inSession('later', 2)]);
  const [one, other] = await Promise.all(waiting);
  expect([one!.sessionId, other!.sessionId]).toEqual(['late', 'later']);
});

test('acceptNextSession times out without a session, and works again afterwards', async () => {
  const { bus, sender } = await aServiceBus(sessionful);
  const client = aClient(bus.connectionString, hasty);
  for (let i = 0; i < 2; i++)
    await expect(client.acceptNextSession('work')).rejects.toMatchObject({
      code: 'ServiceTimeout',
    });
  await sender.sendMessages(inSession('a', 1));
  expect((await client.acceptNextSession('work')).sessionId).toBe('a');
});

test('a locked session cannot be accepted by another receiver', async () => {
  const { session } = await aServiceBus(sessionful);
  const link = await session('a');
  await expect(session('a')).rejects.toMatchObject({ code: 'SessionCannotBeLocked' });
  await link.close();
  await session('a');
});

test('closing a session releases its messages without counting the delivery', async () => {
  const { sender, session } = await aServiceBus(sessionful);
  await sender.sendMessages(inSession('a', 1, 2));
  const first = await session('a');
  expect(await receive(first, 2)).toHaveLength(2);
  await first.close();
  const again = await receive(await session('a'), 2);
  expect(bodies(again)).toEqual([1, 2]);
  expect(again.map(({ deliveryCount }) => deliveryCount)).toEqual([0, 0]);
});

test('the sessions of a closed client can be accepted again', async () => {
  const { bus, sender, nextSession } = await aServiceBus(sessionful);
  await sender.sendMessages(inSession('a', 1));
  const other = aClient(bus.connectionString);
  const held = await other.acceptNextSession('work');
  await receiveOne(held);
  await other.close();
  expect((await nextSession()).sessionId).toBe('a');
});

test('a session with an expired lock is lost, and its messages count the delivery', async () => {
  const { sender, session, counts } = await aServiceBus(
    { ...sessionful, lockDuration: 'PT10S' },
    quick,
  );
  await sender.sendMessages(inSession('a', 1));
  const first = await session('a');
  const message = await receiveOne(first);
  // The SDK misses the answer to an outcome if its link ends at the same time.
  await until(() => first.isClosed);
  expect(counts()).toMatchObject({ active: 1, locked: 0 });
  await expect(first.completeMessage(message)).rejects.toMatchObject({ code: 'SessionLockLost' });
  await expect(first.renewSessionLock()).rejects.toMatchObject({ code: 'SessionLockLost' });
  expect((await receiveOne(await session('a'))).deliveryCount).toBe(1);
});

test('a subscriber gets an error when its session is lost', async () => {
  const { session } = await aServiceBus({ ...sessionful, lockDuration: 'PT10S' }, quick);
  const link = await session('a');
  const codes: unknown[] = [];
  link.subscribe({
    processMessage: async () => {},
    processError: async ({ error }) => void codes.push((error as { code?: unknown }).code),
  });
  await until(() => codes.length > 0);
  expect(codes[0]).toBe('SessionLockLost');
});

test('a session with renewals stays locked, also with automatic renewals of the SDK', async () => {
  const { session, clock } = await aServiceBus(
    { ...sessionful, lockDuration: 'PT20S' },
    { speed: 25 },
  );
  const byHand = await session('a');
  const byItself = await session('b', {});
  const startedAt = clock.now();
  await until(() => clock.now() - startedAt > 10_000);
  const asked = Date.now();
  const end = await byHand.renewSessionLock();
  expect(end.getTime() - asked).toBeGreaterThanOrEqual(clock.real(20_000) - 1);
  await until(() => clock.now() - startedAt > 26_000);
  await byHand.getSessionState();
  await byItself.getSessionState();
});

test('the state of a session is kept after its messages and receivers', async () => {
  const { session } = await aServiceBus(sessionful);
  const first = await session('a');
  expect(await first.getSessionState()).toBeNull();
  await first.setSessionState({ step: 1 });
  await first.close();
  const second = await session('a');
  expect(await second.getSessionState()).toEqual({ step: 1 });
  await second.setSessionState(null);
  expect(await second.getSessionState()).toBeNull();
});

test('a message of a session can be deferred, peeked and received in that session only', async () => {
  const { sender, session, counts } = await aServiceBus(sessionful);
  await sender.sendMessages([...inSession('a', 1), ...inSession('b', 2)]);
  const link = await session('a');
  const message = await receiveOne(link);
  await link.deferMessage(message);
  expect(bodies(await link.peekMessages(5))).toEqual([1]);
  const other = await session('b');
  await expect(other.receiveDeferredMessages(message.sequenceNumber!)).rejects.toMatchObject({
    code: 'MessageNotFound',
  });
  const [deferred] = await link.receiveDeferredMessages(message.sequenceNumber!);
  await link.completeMessage(deferred!);
  expect(counts()).toMatchObject({ active: 1, locked: 0, deferred: 0 });
});

test('a scheduled message is in its session when it is due', async () => {
  const { sender, nextSession, clock } = await aServiceBus(sessionful, quick);
  const waiting = nextSession();
  await sender.scheduleMessages({ body: 1, sessionId: 'a' }, new Date(clock.now() + 5000));
  expect(bodies(await receive(await waiting, 1))).toEqual([1]);
});

test('dead letters of a queue with sessions are received without a session', async () => {
  const { sender, session, deadLetters } = await aServiceBus(sessionful);
  await sender.sendMessages(inSession('a', 1));
  const link = await session('a');
  await link.deadLetterMessage(await receiveOne(link), because);
  expect(await receiveOne(deadLetters())).toMatchObject({ sessionId: 'a', deadLetterReason: 'r' });
});

test('a batch with one message without a session id is refused as a whole', async () => {
  const { sender, counts } = await aServiceBus(sessionful);
  const batch = [...inSession('a', 1), { body: 2 }];
  await expect(sender.sendMessages(batch)).rejects.toThrow(/SessionId/);
  expect(counts().active).toBe(0);
});

test('a queue accepts session receivers only if it requires sessions, and other receivers only if not', async () => {
  const withSessions = await aServiceBus(sessionful);
  const without = await aServiceBus();
  await expect(receive(withSessions.receiver(), 1)).rejects.toThrow(/non-sessionful/);
  await expect(without.session('a')).rejects.toMatchObject({ code: 'SessionCannotBeLocked' });
});

test('eight receivers process fifty sessions in order, each session in one receiver at a time', async () => {
  const { bus, sender } = await aServiceBus(sessionful);
  const client = aClient(bus.connectionString, hasty);
  const ids = Array.from({ length: 50 }, (_, i) => `s${i}`);
  for (const body of [0, 1, 2, 3])
    await sender.sendMessages(ids.flatMap((id) => inSession(id, body)));
  const seen = new Map<string, unknown[]>(ids.map((id) => [id, []]));
  const busy = new Set<string>();
  async function work() {
    for (let left = true; left; left = [...seen.values()].some((list) => list.length < 4)) {
      const link = await client.acceptNextSession('work').catch(() => undefined);
      if (link === undefined) return;
      expect(busy.has(link.sessionId)).toBe(false);
      busy.add(link.sessionId);
      for (const message of await receive(link, 2)) {
        seen.get(link.sessionId)!.push(message.body);
        await link.completeMessage(message);
      }
      busy.delete(link.sessionId);
      await link.close();
    }
  }
  await Promise.all(Array.from({ length: 8 }, work));
  for (const list of seen.values()) expect(list).toEqual([0, 1, 2, 3]);
});
