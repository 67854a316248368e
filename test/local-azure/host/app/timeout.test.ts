import { expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seenTimes } from '../fixtures/seen.ts';
import { startHost } from '../host.ts';
import { type LogLine } from './log.ts';

test('a function that exceeds functionTimeout fails, and a stop does not wait for it', async () => {
  const lines: LogLine[] = [];
  const host = await startHost({
    functions: fixtureFiles('http-answers'),
    hostJson: { version: '2.0', functionTimeout: '00:00:01' },
    sink: (line) => lines.push(line),
  });
  plans.set('waits', () => new Promise(() => undefined));
  const answer = fetch(`${host.api}/waits`);
  await seenTimes('waits', 1);
  expect((await answer).status).toBe(500);
  const said = lines.map((line) => line.message).join('\n');
  expect(said).toContain('Timeout value of 00:00:01 was exceeded by function: Functions.waits');
  await host.stop();
});
