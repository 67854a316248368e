import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

/** Whether a process still runs. A zombie process counts as ended. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

test('a killed start leaves no service process behind', async () => {
  const main = join(import.meta.dirname, '../start.ts');
  const flags = ['--empty', '--json', '--port', '0', '--hosts', '2'];
  const start = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void start.kill('SIGKILL'));
  const [line] = (await once(createInterface(start.stdout), 'line')) as [string];
  const { parts } = JSON.parse(line) as { parts: Record<string, number> };
  expect(Object.keys(parts).sort()).toEqual(
    ['storage', 'cosmos', 'service-bus', 'communication', 'host', 'host-2'].sort(),
  );
  const pids = Object.values(parts);
  expect(pids.every(runs)).toBe(true);
  start.kill('SIGKILL');
  await expect.poll(() => pids.filter(runs), { timeout: 15_000 }).toEqual([]);
}, 60_000);
