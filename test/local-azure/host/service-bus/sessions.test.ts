import { ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ServiceBus, startServiceBus } from '../../service-bus/server.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

const queues = [
  { name: 'plain' },
  { name: 'in-sessions', requiresSession: true },
  { name: 'in-batches' },
  { name: 'questions' },
  { name: 'results' },
];
const idleMs = 200;
let bus: ServiceBus;
let client: ServiceBusClient;
let host: Host;
let before = 0;

beforeAll(async () => {
  bus = await startServiceBus({ queues });
  client = new ServiceBusClient(bus.connectionString);
  const serviceBus = { maxConcurrentSessions: 2, sessionIdleTimeout: '00:00:00.2' };
  host = await startHost({
    functions: fixtureFiles('queues'),
    settings: { Bus: bus.connectionString, PLAIN_QUEUE: 'plain' },
    hostJson: { version: '2.0', extensions: { serviceBus } },
    sink: () => undefined,
  });
});
beforeEach(() => {
  before = seen('in-sessions').length;
  plans.clear();
});
afterAll(async () => {
  await host.stop();
  await client.close();
  await bus.stop();
});

const send = (queue: string, messages: ServiceBusMessage | ServiceBusMessage[]) =>
  client.createSender(queue).sendMessages(messages);
const messages = (name: string) => seen(name).map((entry) => entry['message']);

describe('a trigger on a queue with sessions', () => {
  test('handles the messages of a session in order, and several sessions at once', async () => {
    const running = new Map<unknown, number>();
    let overlaps = 0;
    let sessionsAtOnce = 0;
    plans.set('in-sessions', async ({ sessionId }) => {
      running.set(sessionId, (running.get(sessionId) ?? 0) + 1);
      if ((running.get(sessionId) ?? 0) > 1) overlaps += 1;
      sessionsAtOnce = Math.max(sessionsAtOnce, [...running.values()].filter((n) => n > 0).length);
      await new Promise((resolve) => setTimeout(resolve, 3));
      running.set(sessionId, (running.get(sessionId) ?? 0) - 1);
    });
    const ids = ['red', 'green', 'blue'];
    const all = ids.flatMap((sessionId) =>
      Array.from({ length: 10 }, (_, n) => ({ sessionId, body: { sessionId, n } })),
    );
    await send('in-sessions', all);
    await seenTimes('in-sessions', before + all.length);
    for (const sessionId of ids) {
      const own = seen('in-sessions').filter((entry) => entry['sessionId'] === sessionId);
      const order = own.map((entry) => (entry['message'] as { n: number }).n);
      expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect({ overlaps, sessionsAtOnce }).toEqual({ overlaps: 0, sessionsAtOnce: 2 });
  });

  test('redelivers a failed message of a session before the messages behind it', async () => {
    let failures = 0;
    plans.set('in-sessions', ({ message }) => {
      if (message === 'first' && failures++ === 0) throw new Error('once');
    });
    const bodies = ['first', 'second'];
    await send(
      'in-sessions',
      bodies.map((body) => ({ body, sessionId: 'order' })),
    );
    await seenTimes('in-sessions', before + 3);
    expect(messages('in-sessions').slice(before)).toEqual(['first', 'first', 'second']);
  });

  test('never serves more sessions than maxConcurrentSessions, idle ones included', async () => {
    const gates: (() => void)[] = [];
    let running = 0;
    let most = 0;
    let endedAt = Infinity;
    const begunAt: number[] = [];
    plans.set('in-sessions', async () => {
      begunAt.push(Date.now());
      most = Math.max(most, (running += 1));
      await new Promise<void>((resolve) => gates.push(resolve));
      running -= 1;
      endedAt = Math.min(endedAt, Date.now());
    });
    const ids = ['one', 'two', 'three', 'four', 'five'];
    await send(
      'in-sessions',
      ids.map((sessionId) => ({ sessionId, body: sessionId })),
    );
    await seenTimes('in-sessions', before + 2);
    // A later message made a round trip: any other start would have happened by now.
    await send('plain', { body: 'behind them' });
    await seenTimes('plain', 1);
    expect(running).toBe(2);

    gates[0]?.();
    await seenTimes('in-sessions', before + 3);
    expect(begunAt[2]! - endedAt).toBeGreaterThanOrEqual(idleMs - 5);
    for (let opened = 1; opened < ids.length; opened += 1) {
      await seenTimes('in-sessions', before + opened + 1);
      gates[opened]?.();
    }
    await expect.poll(() => running).toBe(0);
    expect(new Set(messages('in-sessions').slice(before))).toEqual(new Set(ids));
    expect(most).toBe(2);
  });
});
