/**
 * All services share one clock. Each service is a separate process with the clock settings, and half a minute of local
 * time passes in it. At 50 times the speed of the machine this takes 600 ms. A service on machine time would take half a
 * minute and exceed the timeout.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CallAutomationClient } from '@azure/communication-call-automation';
import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, expect, test, vi } from 'vitest';
import { localClock } from './clock.ts';
import { type ServiceProcess, startServiceProcess } from './stack/child-process.ts';
import { resourcesFile } from './stack/resources.ts';

// Four services start at the same time.
vi.setConfig({ testTimeout: 60_000 });

const halfMinute = 30_000;
const clock = localClock({ speed: 50, start: Date.parse('2031-05-06T07:08:09.000Z') });
const parts: ServiceProcess[] = [];
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  await Promise.all(parts.map((part) => part.stop()));
});

async function startPart(name: string, args: string[], env: Record<string, string> = {}) {
  const main = join(import.meta.dirname, name, 'main.ts');
  const part = startServiceProcess({
    name,
    main,
    args,
    env: { ...process.env, ...clock.settings, ...env },
  });
  parts.push(part);
  return (await part.ready) as Record<string, string>;
}

/** Starts an HTTP server that passes each request to `hear`, and returns its URL. */
async function listen(hear: (request: IncomingMessage) => void | Promise<void>): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => hear(request))().finally(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  ends.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** At least half a minute of local time, and at most 20 s of machine time. */
function expectHalfMinute(from: number, to: number, tolerance = 0): void {
  expect(to - from).toBeGreaterThanOrEqual(halfMinute - tolerance);
  expect(clock.real(to - from)).toBeLessThan(20_000);
}

test.concurrent('a timer of the host runs in local time', async () => {
  const { connectionString = '' } = await startPart('storage', []);
  const heard = Promise.withResolvers<number>();
  const OBSERVER = await listen(() => heard.resolve(clock.now()));
  const root = join(import.meta.dirname, 'stack/fixtures/clock');
  const before = clock.now();
  await startPart('host', ['--root', root], { AzureWebJobsStorage: connectionString, OBSERVER });
  const at = await heard.promise;
  const due = Math.floor(at / halfMinute) * halfMinute;
  // It came after its half minute was full, and no later than the machine's would have.
  expect(due).toBeGreaterThan(before);
  expect(clock.real(at - due)).toBeLessThan(20_000);
});

test.concurrent('a scheduled message is due in local time', async () => {
  const { connectionString = '' } = await startPart('service-bus', ['--resources', resourcesFile]);
  const client = new ServiceBusClient(connectionString);
  ends.push(() => client.close());
  const from = clock.now();
  await client
    .createSender('reattempts')
    .scheduleMessages({ body: 'wake' }, new Date(from + halfMinute));
  const [message] = await client
    .createReceiver('reattempts', { receiveMode: 'receiveAndDelete' })
    .receiveMessages(1, { maxWaitTimeInMs: 20_000 });
  expect(message?.body).toBe('wake');
  expectHalfMinute(from, clock.now());
  expectHalfMinute(from, message?.enqueuedTimeUtc?.getTime() ?? 0);
});

test.concurrent('the time to live of a document is in local time', async () => {
  const { endpoint = '', key = '' } = await startPart('cosmos', ['--resources', resourcesFile]);
  const client = new CosmosClient({ endpoint, key });
  ends.push(() => client.dispose());
  const floor = client.database('engagement').container('floor');
  const from = clock.now();
  await floor.items.create({ id: 'call', pacingGroup: 'g', ttl: halfMinute / 1000 });
  await expect
    .poll(async () => (await floor.item('call', 'g').read()).statusCode, {
      timeout: 20_000,
      interval: 20,
    })
    .toBe(404);
  // A document's age counts in whole seconds.
  expectHalfMinute(from, clock.now(), 1000);
});

test.concurrent('a telephone rings in local time', async () => {
  const { url = '', connectionString = '' } = await startPart('communication', []);
  const answered = Promise.withResolvers<number>();
  const callback = await listen(async (request) => {
    const events = JSON.parse(await text(request)) as { type: string; time: string }[];
    const connected = events.find(({ type }) => type.endsWith('.CallConnected'));
    if (connected) answered.resolve(Date.parse(connected.time));
  });
  const number = '+14255550123';
  await fetch(`${url}/people/${encodeURIComponent(number)}`, {
    method: 'PUT',
    body: JSON.stringify({ outcome: 'answer', ringMs: halfMinute }),
  });
  const client = new CallAutomationClient(connectionString, { allowInsecureConnection: true });
  const from = clock.now();
  await client.createCall(
    {
      targetParticipant: { phoneNumber: number },
      sourceCallIdNumber: { phoneNumber: '+18005550100' },
    },
    callback,
  );
  expectHalfMinute(from, await answered.promise);
});
