/** Measures send and receive rates of the real SDK against a separate process; `--data` enables the journal. */
import { ServiceBusClient, type ServiceBusReceiver } from '@azure/service-bus';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const directory = mkdtempSync(join(tmpdir(), 'service-bus-bench-'));
const resources = join(directory, 'resources.json');
const queues = [{ name: 'plain' }, { name: 'grouped', requiresSession: true }];
writeFileSync(resources, JSON.stringify({ serviceBus: { queues } }));
const journal = process.argv.includes('--data') ? ['--data', directory] : [];
const child = spawn(
  process.execPath,
  [fileURLToPath(new URL('main.ts', import.meta.url)), '--resources', resources, ...journal],
  { stdio: ['pipe', 'pipe', 'ignore'] },
);
const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
const { connectionString } = JSON.parse(line) as { connectionString: string };

const client = new ServiceBusClient(connectionString);
const body = { id: 'x'.repeat(36), row: { a: 1, b: 'some two hundred bytes of text '.repeat(6) } };
const times = <T>(count: number, make: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

async function measure(name: string, run: () => Promise<number>) {
  const startedAt = performance.now();
  const count = await run();
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${name.padEnd(52)} ${String(Math.round(count / seconds)).padStart(7)} per s`);
}

async function completeAll(receiver: ServiceBusReceiver, count: number) {
  let done = 0;
  while (done < count) {
    const messages = await receiver.receiveMessages(200, { maxWaitTimeInMs: 2000 });
    await Promise.all(messages.map((message) => receiver.completeMessage(message)));
    done += messages.length;
  }
  return done;
}

const sender = client.createSender('plain');
await sender.sendMessages({ body });
await measure('send, one after the other', async () => {
  for (let i = 0; i < 1000; i++) await sender.sendMessages({ body });
  return 1000;
});
await measure('send, 500 at a time', async () => {
  for (let i = 0; i < 10; i++) await Promise.all(times(500, () => sender.sendMessages({ body })));
  return 5000;
});
await measure('send in batches of 200', async () => {
  for (let i = 0; i < 50; i++) await sender.sendMessages(times(200, () => ({ body })));
  return 10_000;
});
const receiver = client.createReceiver('plain');
await measure('receiveMessages(200) and complete', () => completeAll(receiver, 8000));
await receiver.close();
await measure('subscribe, 32 at a time, completed by the SDK', async () => {
  const subscriber = client.createReceiver('plain');
  const left = 8001;
  await new Promise<void>((resolve) => {
    let seen = 0;
    subscriber.subscribe(
      {
        processMessage: async () => {
          if (++seen === left) setImmediate(resolve);
        },
        processError: async ({ error }) => console.error(error.message),
      },
      { maxConcurrentCalls: 32 },
    );
  });
  await subscriber.close();
  return left;
});
await measure('scheduleMessages, 100 at a time', async () => {
  const at = new Date(Date.now() + 3_600_000);
  for (let i = 0; i < 20; i++)
    await sender.scheduleMessages(
      times(100, () => ({ body })),
      at,
    );
  return 2000;
});
const grouped = client.createSender('grouped');
for (let i = 0; i < 20; i++)
  await grouped.sendMessages(times(100, () => ({ body, sessionId: `s${i}` })));
await measure('sessions: accept, 100 completed, close; 4 at a time', async () => {
  const work = async () => {
    for (let i = 0; i < 5; i++) {
      const session = await client.acceptNextSession('grouped');
      const messages = await session.receiveMessages(100, { maxWaitTimeInMs: 1000 });
      for (const message of messages) await session.completeMessage(message);
      await session.close();
    }
  };
  await Promise.all(times(4, work));
  return 2000;
});
const waits: number[] = [];
const probe = client.createReceiver('plain', { receiveMode: 'receiveAndDelete' });
for (let i = 0; i < 200; i++) {
  const startedAt = performance.now();
  const arrival = probe.receiveMessages(1, { maxWaitTimeInMs: 5000 });
  await sender.sendMessages({ body });
  await arrival;
  waits.push(performance.now() - startedAt);
}
waits.sort((a, b) => a - b);
console.log(
  `send to receive: median ${waits[100]!.toFixed(2)} ms, p99 ${waits[198]!.toFixed(2)} ms`,
);

await client.close();
child.stdin.end();
await once(child, 'exit');
rmSync(directory, { recursive: true });
