import { expect, onTestFinished, test } from 'vitest';
import { openControl } from '../control.ts';
import { aClient, aServiceBus, bodies, receive } from './a-service-bus.ts';

const busy = { code: 'ServiceBusy', retryable: true };
const full = { code: 'QuotaExceeded', retryable: false };

test('throttle refuses every n-th send: a message, a batch or a schedule', async () => {
  const { bus, sender, counts, clock } = await aServiceBus();
  const later = new Date(clock.now() + 3_600_000);
  bus.throttle(2);
  await sender.sendMessages({ body: 1 });
  await expect(sender.sendMessages([{ body: 2 }, { body: 3 }])).rejects.toMatchObject(busy);
  await sender.sendMessages({ body: 4 });
  await expect(sender.scheduleMessages({ body: 5 }, later)).rejects.toMatchObject(busy);
  expect(counts()).toMatchObject({ active: 2, scheduled: 0 });
  bus.throttle(null);
  await sender.sendMessages({ body: 6 });
  await sender.sendMessages({ body: 7 });
  expect(counts().active).toBe(4);
});

test('a sender with retries sends each message once and in order under throttle', async () => {
  const { bus, receiver } = await aServiceBus();
  const patient = aClient(bus.connectionString, { retryOptions: { retryDelayInMs: 1 } });
  const sender = patient.createSender('work');
  bus.throttle(2);
  for (const body of [1, 2, 3]) await sender.sendMessages({ body });
  expect(bodies(await receive(receiver(), 3))).toEqual([1, 2, 3]);
});

test('receiving and settling work while sends are refused', async () => {
  const { bus, sender, receiver, counts } = await aServiceBus();
  await sender.sendMessages({ body: 1 });
  bus.throttle(1);
  const link = receiver();
  const [message] = await receive(link, 1);
  await link.completeMessage(message!);
  expect(counts()).toMatchObject({ active: 0, locked: 0 });
});

test('a queue at its size limit refuses sends until messages are settled', async () => {
  const { bus, sender, receiver, deadLetters } = await aServiceBus();
  bus.limitSize('work', 1000);
  await sender.sendMessages({ body: 'x'.repeat(900) });
  await sender.sendMessages({ body: 'y'.repeat(900) });
  const refused = () => expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject(full);
  await refused();
  const link = receiver();
  const [first, second] = await receive(link, 2);
  await refused();
  // Dead letters count towards the size.
  for (const message of [first!, second!]) await link.deadLetterMessage(message);
  await refused();
  const dead = deadLetters();
  for (const message of await receive(dead, 2)) await dead.completeMessage(message);
  await sender.sendMessages({ body: 1 });
});

test('the control API sets throttle and quota, and refuses unknown fields by name', async () => {
  const { bus, sender } = await aServiceBus();
  const control = await openControl(bus);
  onTestFinished(() => control.stop());
  async function put(what: string, body: unknown) {
    const text = JSON.stringify(body);
    const answer = await fetch(`${control.url}/${what}`, { method: 'PUT', body: text });
    return `${answer.status} ${await answer.text()}`;
  }

  expect(await put('throttle', { every: 1 })).toBe('204 ');
  await expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject(busy);
  expect(await put('throttle', { every: null })).toBe('204 ');
  expect(await put('quota', { queue: 'work', bytes: 0 })).toBe('204 ');
  await expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject(full);

  expect(await put('throttle', { every: 0 })).toMatch(/^400 .*every/);
  expect(await put('throttle', { each: 3 })).toMatch(/^400 .*each/);
  expect(await put('quota', { queue: 'nope', bytes: 1 })).toMatch(/^400 .*nope/);
  expect(await put('weather', {})).toMatch(/^404 .*throttle/);
  const counts = await fetch(`${control.url}/counts`);
  expect(await counts.json()).toMatchObject({ work: { active: 0 } });
});
