// Runs the walk-through of the README like a newcomer: each block in one shell, against an empty local Azure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bootLocalApp } from '../../functions/on-local-azure.ts';
import { shellVariables } from '../stack/shell-variables.ts';
import { patternOf, readSteps } from './read-steps.ts';
import { missingPrograms, startShell } from './shell.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
const steps = readSteps(readme, 'Ten minutes with the engine');
const missing = missingPrograms();
if (missing.length > 0) console.warn(`The walk-through is not run without ${missing.join(', ')}.`);

test('the walk-through has the steps of a campaign', () => {
  const commands = steps.map((step) => step.commands).join('\n');
  for (const path of [
    ...['/queues/', '/workstreams/', '/representatives/grace/presence', '/engagements/spring '],
    ...['/subscriptions', '/operations', '/disposition', '/report', '.csv'],
  ]) {
    expect(commands).toContain(path);
  }
  expect(steps.filter(({ output }) => output !== undefined).length).toBeGreaterThan(8);
});

test.skipIf(missing.length > 0)('a block that ends the shell is reported', async () => {
  const shell = startShell();
  expect(await shell.run('echo first; false')).toEqual({ output: 'first\n', code: 1 });
  await expect(shell.run('echo second; exit 3')).rejects.toThrow(/ended within a block[^]*second/);
});

test('an output matches a block if only the text at each … differs', () => {
  expect('{"id":"a","n":5}').toMatch(patternOf('{"id":"a",…}\n'));
  expect('{"id":"b","n":5}').not.toMatch(patternOf('{"id":"a",…}'));
  expect('first\nsecond\n'.trim()).toMatch(patternOf('first\nsecond'));
});

test.skipIf(missing.length > 0)(
  'every block of the walk-through prints the output that the README shows',
  async ({ onTestFinished }) => {
    const app = await bootLocalApp(30);
    onTestFinished(() => app.stop());
    const shell = startShell();
    onTestFinished(() => {
      shell.stop();
    });
    await shell.run(await shellVariables(app.stack, true));
    for (const { title, commands, output } of steps) {
      const result = await shell.run(commands);
      expect.soft(result.code, `${title}\n${commands}\n${result.output}`).toBe(0);
      if (output !== undefined) expect(result.output.trim(), title).toMatch(patternOf(output));
    }
  },
  60_000,
);
