import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { type ServiceBus, startServiceBus } from '../../service-bus/server.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seen, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

/** The shortest lock, five seconds, takes a quarter of a second here. */
const clock = localClock({ speed: 20 });
let bus: ServiceBus;
let client: ServiceBusClient;
let host: Host;

beforeAll(async () => {
  const queues = ['unsettled', 'settled'].map((name) => ({
    name,
    lockDuration: 'PT5S',
    maxDeliveryCount: 3,
  }));
  bus = await startServiceBus({ queues, clock });
  client = new ServiceBusClient(bus.connectionString);
  host = await startHost({
    functions: fixtureFiles('settling'),
    settings: { Bus: bus.connectionString },
    hostJson: { version: '2.0', extensions: { serviceBus: { autoCompleteMessages: false } } },
    sink: () => undefined,
    clock,
  });
});
afterAll(async () => {
  await host.stop();
  await client.close();
  await bus.stop();
});

const send = (queue: string, body: string) => client.createSender(queue).sendMessages({ body });
const left = (queue: string) => bus.counts()[queue];

describe('with autoCompleteMessages false', () => {
  test('a handled message returns when its lock expires, until the queue dead-letters it', async () => {
    await send('unsettled', 'left alone');
    const runs = await seenTimes('unsettled', 3);
    expect(runs.map((run) => run['deliveryCount'])).toEqual([1, 2, 3]);
    const [first, second] = runs;
    expect(Number(second?.['at'])).toBeGreaterThanOrEqual(
      Date.parse(String(first?.['lockedUntilUtc'])),
    );
    await expect.poll(() => left('unsettled')).toMatchObject({ active: 0, deadLetter: 1 });
  });

  test('a message stays locked while its handler runs', async () => {
    const before = seen('unsettled').length;
    const gate = Promise.withResolvers<undefined>();
    plans.set('unsettled', () => gate.promise);
    await send('unsettled', 'long');
    await seenTimes('unsettled', before + 1);
    await new Promise<void>((resolve) => void clock.after(20_000, resolve));
    expect(seen('unsettled')).toHaveLength(before + 1);
    expect(left('unsettled')).toMatchObject({ locked: 1 });
    plans.delete('unsettled');
    gate.resolve(undefined);
    await seenTimes('unsettled', before + 2);
  });

  test("a function's own autoCompleteMessages overrides host.json", async () => {
    await send('settled', 'done');
    await seenTimes('settled', 1);
    await expect.poll(() => left('settled')).toMatchObject({ active: 0, locked: 0, deadLetter: 0 });
    expect(seen('settled')).toHaveLength(1);
  });
});
