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

test('invocation hooks share their data, may wrap the handler and see its end', async () => {
  expect(await (await fetch(`${host.api}/hooked`)).text()).toBe('fine');
  expect(seen('wrapped')).toHaveLength(1);
  expect(seen('postInvocation')).toEqual([{ before: 'pre', error: false }]);
});

test('a post-invocation hook may turn a failure into an answer', async () => {
  expect((await fetch(`${host.api}/hooked?break=1`)).status).toBe(418);
});

test('a log hook may change what is logged', async () => {
  await fetch(`${host.api}/hooked`);
  const messages = lines.filter((line) => line.function === 'hooked').map((line) => line.message);
  expect(new Set(messages)).toEqual(new Set(['hidden']));
});

test('appStart runs before the first request and appTerminate with its data at the end', async () => {
  expect(seen('appStart')).toHaveLength(1);
  await host.stop();
  expect(seen('appTerminate')).toEqual([{ started: 'yes' }]);
});
