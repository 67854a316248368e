import { expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/files.ts';
import { startHost } from '../host.ts';
import { type LogLine } from './log.ts';

/** The printed lines of two functions that log on each level, and of one that then fails. */
async function printed(logLevel: Record<string, string>) {
  const lines: LogLine[] = [];
  const host = await startHost({
    functions: fixtureFiles('talks'),
    hostJson: { version: '2.0', logging: { logLevel }, healthMonitor: {} },
    sink: (line) => lines.push(line),
  });
  for (const path of ['talks', 'whispers', 'talks?break']) await fetch(`${host.api}/${path}`);
  await host.stop();
  const by = (name: string) =>
    lines.filter((line) => line.function === name).map((line) => line.message);
  return {
    talks: by('talks').slice(0, by('talks').length / 2),
    whispers: by('whispers'),
    failures: lines.filter((line) => line.message.includes('broken on purpose')).length,
    own: lines.filter((line) => line.message.includes('healthMonitor')).length,
  };
}

test.each([
  [{}, { talks: ['info', 'warn'], whispers: ['info', 'warn'], failures: 1, own: 1 }],
  [{ default: 'None' }, { talks: [], whispers: [], failures: 0, own: 1 }],
  [
    { default: 'Warning', 'Function.talks': 'debug' },
    { talks: ['debug', 'info', 'warn'], whispers: ['warn'], failures: 1, own: 1 },
  ],
  [
    { Function: 'Critical', 'Function.whispers.User': 'Trace', default: 'Trace' },
    { talks: [], whispers: ['trace', 'debug', 'info', 'warn'], failures: 0, own: 1 },
  ],
])('with the levels %j only lines at or above them are printed', async (levels, expected) => {
  expect(await printed(levels)).toEqual(expected);
});
