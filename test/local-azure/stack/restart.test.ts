import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RestartedServiceOptions, createRestartedService } from './restart.ts';
import { sameAddressFlags } from './ready.ts';

function aPart(order: Partial<RestartedServiceOptions> = {}) {
  const said: string[] = [];
  const part = createRestartedService({
    name: 'little',
    main: join(import.meta.dirname, 'fixtures/service.ts'),
    args: [],
    env: process.env,
    samePlace: (ready) => sameAddressFlags('communication', ready),
    again: async () => undefined,
    say: (line) => said.push(line),
    ...order,
  });
  onTestFinished(() => part.kill());
  return { part, said };
}

const answerOf = async (url: unknown) => Number(await (await fetch(String(url))).text());

test('a killed service comes back at its address as a new process and receives its setup again', async () => {
  let setups = 0;
  const { part, said } = aPart({ again: async () => void (setups += 1) });
  const { url } = await part.ready;
  const first = part.pid;
  expect(await answerOf(url)).toBe(first);
  await part.restart();
  expect(await answerOf(url)).toBe(part.pid);
  expect(part.pid).not.toBe(first);
  expect(setups).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^The service 'little' was ended by SIGKILL\.[^]*Restarting it\.$/),
  ]);
});

test('a service that fails repeatedly is given up with its last output', async () => {
  const { part } = aPart();
  await part.ready;
  for (let restarts = 0; restarts < 5; restarts += 1) await part.restart();
  await expect(part.restart()).rejects.toThrow("The service 'little' was ended by SIGKILL.");
  await expect(part.failure).rejects.toThrow("The service 'little' was ended by SIGKILL.");
});

test('a service that cannot start is not restarted, and the error has the reason', async () => {
  const { part, said } = aPart({ args: ['--fails'] });
  await expect(part.ready).rejects.toThrow('The fixture fails at start because of --fails.');
  await expect(part.failure).rejects.toThrow('ended with code 1');
  expect(said).toEqual([]);
});

test('a service that was stopped stays stopped', async () => {
  const { part, said } = aPart();
  const { url } = await part.ready;
  await part.stop();
  await expect(fetch(String(url))).rejects.toThrow();
  expect(said).toEqual([]);
});
