import { expect, test } from 'vitest';
import { localClock } from '../../clock.ts';
import { dueLine } from './scheduled.ts';

const clock = localClock({ speed: 1000 });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('what is due comes in the order of its instants, and none too early', async () => {
  const seen: number[] = [];
  const early: number[] = [];
  const line = dueLine<{ at: number }>(clock, ({ at }) => {
    if (clock.now() < at) early.push(at);
    seen.push(at);
  });
  const now = clock.now();
  const instants = Array.from({ length: 200 }, (_, i) => now + ((i * 7919) % 200) * 200);
  for (const at of instants) line.add(at, { at });
  await wait(80);
  expect(early).toEqual([]);
  expect(seen).toEqual([...instants].sort((a, b) => a - b));
});

test('things due at the same instant come in the order in which they were added', async () => {
  const seen: string[] = [];
  const line = dueLine<{ name: string }>(clock, ({ name }) => seen.push(name));
  const at = clock.now() + 5000;
  for (const name of ['a', 'b', 'c']) line.add(at, { name });
  await wait(30);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('what was cancelled never comes, however many were', async () => {
  const seen: number[] = [];
  const line = dueLine<{ i: number }>(clock, ({ i }) => seen.push(i));
  const at = clock.now() + 20_000;
  const cancellations = Array.from({ length: 500 }, (_, i) => line.add(at, { i }));
  cancellations.forEach((cancel, i) => {
    if (i % 100 !== 0) cancel();
  });
  await wait(60);
  expect(seen).toEqual([0, 100, 200, 300, 400]);
});

test('after a stop nothing comes', async () => {
  const seen: object[] = [];
  const line = dueLine(clock, (item) => seen.push(item));
  line.add(clock.now() + 5000, {});
  line.stop();
  line.add(clock.now() + 5000, {});
  await wait(30);
  expect(seen).toEqual([]);
});
