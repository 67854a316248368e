import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aFolder, least } from './folder-builder.ts';
import { aBench } from './run-builder.ts';
import { key } from './api-builder.ts';

const program = join(import.meta.dirname, '../../../infra/apply/apply.ts');

/** As `npm run apply` starts it. */
async function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { code: child.exitCode, stdout };
}

test('the command takes its key from the environment, says what it did and ends with 0', async () => {
  const { engine, api } = await aBench();
  const { code, stdout } = await start([aFolder(least), '--url', api.url], { ENGINE_KEY: key });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\+ engagements\/spring created\n\nThe engine is as the folder says\.\n$/);
  expect(stdout).not.toContain(key);
  expect(await engine.saveConfiguration.list('engagement')).toHaveLength(1);
});

test('the command ends with 1 when it is told nonsense', async () => {
  const { code, stdout } = await start(['--now']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^There is no flag '--now'\.[^]*npm run apply -- DIR/);
});
