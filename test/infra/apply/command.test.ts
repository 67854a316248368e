import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aFolder, fewestDocuments } from './folder-builder.ts';
import { aBench } from './run-builder.ts';
import { key } from './api-builder.ts';

const program = join(import.meta.dirname, '../../../infra/apply/apply.ts');

/** Starts the program like `npm run apply`. */
async function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { code: child.exitCode, stdout };
}

test('the command reads its key from the environment, prints the result and exits with 0', async () => {
  const { engine, api } = await aBench();
  const { code, stdout } = await start([aFolder(fewestDocuments), '--url', api.url], {
    ENGINE_KEY: key,
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /\+ engagements\/spring created\n\nThe engine now equals the folder\..*\n$/,
  );
  expect(stdout).not.toContain(key);
  expect(await engine.documents.list('engagement')).toHaveLength(1);
});

test('the command exits with 1 after an unknown flag', async () => {
  const { code, stdout } = await start(['--now']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Unknown flag '--now'\.[^]*npm run apply -- DIR/);
});
