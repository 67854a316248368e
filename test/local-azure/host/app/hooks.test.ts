import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/files.ts';
import { seen } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';
import { type LogLine } from './log.ts';

let host: Host;
const lines: LogLine[] = [];

beforeAll(async () => {
  host = await startHost({ functions: fixtureFiles('hooks'), sink: (line) => lines.push(line) });
});
afterAll(() => host.stop());

test('invocation hooks share data, can wrap the handler and receive its result', async () => {
  expect(await (await fetch(`${host.api}/hooked`)).text()).toBe('fine');
  expect(seen('wrapped')).toHaveLength(1);
  expect(seen('postInvocation')).toEqual([{ before: 'pre', error: false }]);
});

test('a post-invocation hook can turn a failure into a response', async () => {
  expect((await fetch(`${host.api}/hooked?break=1`)).status).toBe(418);
});

test('a log hook can change the log line', async () => {
  await fetch(`${host.api}/hooked`);
  const messages = lines.filter((line) => line.function === 'hooked').map((line) => line.message);
  expect(new Set(messages)).toEqual(new Set(['hidden']));
});

test('appStart runs before the first request; appTerminate receives its data at the end', async () => {
  expect(seen('appStart')).toHaveLength(1);
  await host.stop();
  expect(seen('appTerminate')).toEqual([{ started: 'yes' }]);
});
