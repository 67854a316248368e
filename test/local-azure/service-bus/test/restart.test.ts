/** Runs the local Service Bus as a process that is killed and restarted on the same port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { startServiceBus } from '../server.ts';
import { aClient, bodies, receive, receiveOne, until } from './a-service-bus.ts';

const queues = [
  { name: 'work', duplicateDetectionHistoryTimeWindow: 'PT10M', serves: 'the tests' },
  { name: 'grouped', requiresSession: true },
];
const patient = { retryOptions: { maxRetries: 20, retryDelayInMs: 50, maxRetryDelayInMs: 100 } };

/** Creates a directory, and returns a function that runs the process in it. */
function createDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'service-bus-'));
  const resources = join(directory, 'resources.json');
  writeFileSync(resources, JSON.stringify({ serviceBus: { queues } }));
  const clock = localClock({ speed: 10 });
  const running = new Set<ChildProcess>();

  async function run(...flags: string[]) {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, '--resources', resources, ...flags],
      { env: { ...process.env, ...clock.settings }, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    running.add(child);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { event, connectionString } = JSON.parse(line) as Record<string, string>;
    return { child, event, connectionString: connectionString! };
  }
  async function end(child: ChildProcess, signal: NodeJS.Signals) {
    running.delete(child);
    const exited = once(child, 'exit');
    child.kill(signal);
    return (await exited) as [number | null, string | null];
  }
  onTestFinished(async () => {
    for (const child of running) await end(child, 'SIGKILL');
    rmSync(directory, { recursive: true });
  });
  return { directory, clock, run, end };
}

const portOf = (connectionString: string) => /:(\d+);/.exec(connectionString)![1]!;

test('the process reports that it is ready, and ends on SIGTERM', async () => {
  const { run, end } = createDirectory();
  const { child, event, connectionString } = await run();
  expect(event).toBe('ready');
  expect(connectionString).toMatch(
    /^Endpoint=sb:\/\/127\.0\.0\.1:\d+;.*UseDevelopmentEmulator=true$/,
  );
  const client = aClient(connectionString);
  await client.createSender('work').sendMessages({ body: 1 });
  expect(await end(child, 'SIGTERM')).toEqual([0, null]);
});

test('stopping does not wait for clients', async () => {
  const bus = await startServiceBus({ queues });
  const client = aClient(bus.connectionString, { retryOptions: { maxRetries: 0 } });
  client
    .createReceiver('work')
    .subscribe({ processMessage: async () => {}, processError: async () => {} });
  await client.createSender('work').sendMessages({ body: 1 });
  const silent = connect(bus.port, '127.0.0.1');
  await once(silent, 'connect');
  await bus.stop();
  await once(silent, 'close');
  await client.close();
});

test('senders, subscribers and session receivers reconnect after a kill', async () => {
  const { run, end } = createDirectory();
  const { child, connectionString } = await run();
  const client = aClient(connectionString, patient);
  const sender = client.createSender('work');
  const seen: unknown[] = [];
  client.createReceiver('work').subscribe({
    processMessage: async ({ body }) => void seen.push(body),
    processError: async () => {},
  });
  await sender.sendMessages({ body: 'before' });
  await until(() => seen.length === 1);

  await end(child, 'SIGKILL');
  await run('--port', portOf(connectionString));
  await sender.sendMessages({ body: 'after' });
  await until(() => seen.length === 2);
  await client.createSender('grouped').sendMessages({ body: 1, sessionId: 'a' });
  expect((await client.acceptNextSession('grouped')).sessionId).toBe('a');
  expect(seen).toEqual(['before', 'after']);
});

test('with a data directory, all unsettled messages are kept after a kill', async () => {
  const { directory, clock, run, end } = createDirectory();
  const data = ['--data', join(directory, 'data')];
  const { child, connectionString } = await run(...data);
  const before = aClient(connectionString);
  const sender = before.createSender('work');
  const link = before.createReceiver('work');
  await sender.sendMessages(['done', 'held', 'put off'].map((body) => ({ body, messageId: body })));
  await link.completeMessage(await receiveOne(link));
  await receiveOne(link);
  const deferred = await receiveOne(link);
  await link.deferMessage(deferred);
  const soon = new Date(clock.now() + 15_000);
  await sender.scheduleMessages({ body: 'due' }, soon);
  const [distant] = await sender.scheduleMessages(
    { body: 'cancelled' },
    new Date(clock.now() + 600_000),
  );
  await before.createSender('grouped').sendMessages({ body: 1, sessionId: 'a' });
  const session = await before.acceptSession('grouped', 'a');
  await session.setSessionState('kept');

  await end(child, 'SIGKILL');
  const again = await run(...data);
  const after = aClient(again.connectionString);
  await after.createSender('work').cancelScheduledMessages(distant!);
  await after.createSender('work').sendMessages({ body: 'repeat', messageId: 'done' });
  const receiver = after.createReceiver('work');
  expect(bodies([await receiveOne(receiver), await receiveOne(receiver)])).toEqual(['held', 'due']);
  expect(clock.now()).toBeGreaterThanOrEqual(soon.getTime());
  expect(bodies(await receiver.receiveDeferredMessages(deferred.sequenceNumber!))).toEqual([
    'put off',
  ]);
  const regained = await after.acceptNextSession('grouped');
  expect(await regained.getSessionState()).toBe('kept');
  expect(bodies(await receive(regained, 1))).toEqual([1]);
});
