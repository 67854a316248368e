import { expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { scheduledItems } from './scheduled.ts';

const clock = localClock({ speed: 1000 });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('due items are reported in the order of their instants, none too early', async () => {
  const seen: number[] = [];
  const early: number[] = [];
  const items = scheduledItems<{ at: number }>(clock, ({ at }) => {
    if (clock.now() < at) early.push(at);
    seen.push(at);
  });
  const now = clock.now();
  const instants = Array.from({ length: 200 }, (_, i) => now + ((i * 7919) % 200) * 200);
  for (const at of instants) items.add(at, { at });
  await wait(80);
  expect(early).toEqual([]);
  expect(seen).toEqual([...instants].sort((a, b) => a - b));
});

test('items with the same instant are reported in the order of their addition', async () => {
  const seen: string[] = [];
  const items = scheduledItems<{ name: string }>(clock, ({ name }) => seen.push(name));
  const at = clock.now() + 5000;
  for (const name of ['a', 'b', 'c']) items.add(at, { name });
  await wait(30);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('canceled items are never reported, also many of them', async () => {
  const seen: number[] = [];
  const items = scheduledItems<{ i: number }>(clock, ({ i }) => seen.push(i));
  const at = clock.now() + 20_000;
  const cancellations = Array.from({ length: 500 }, (_, i) => items.add(at, { i }));
  cancellations.forEach((cancel, i) => {
    if (i % 100 !== 0) cancel();
  });
  await wait(60);
  expect(seen).toEqual([0, 100, 200, 300, 400]);
});

test('no items are reported after a stop', async () => {
  const seen: object[] = [];
  const items = scheduledItems(clock, (item) => seen.push(item));
  items.add(clock.now() + 5000, {});
  items.stop();
  items.add(clock.now() + 5000, {});
  await wait(30);
  expect(seen).toEqual([]);
});
