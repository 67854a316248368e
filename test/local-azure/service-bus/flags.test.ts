import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFlags } from './flags.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const resources = ['--resources', pathOf('../../../infra/resources.json')];

test('readFlags reads the queues from the resources, and the default port is any free one', () => {
  const { port, queues } = readFlags(resources);
  expect(port).toBe(0);
  expect(queues.length).toBeGreaterThan(0);
  expect(readFlags([...resources, '--port', '5672', '--data', 'd'])).toMatchObject({
    port: 5672,
    data: 'd',
  });
});

test.each([
  [['--port', '70000'], /--port .*'70000'/],
  [['--port', ''], /--port .*''/],
  [['--port=-1'], /--port .*'-1'/],
  [['--prot', '1'], /--prot/],
  [['--resources', pathOf('./main.ts')], /JSON/],
])('%j is refused with the name of the flag', (args, why) => {
  expect(() => readFlags([...resources, ...args])).toThrow(why);
});

test('a missing --resources is refused', () => {
  expect(() => readFlags([])).toThrow('--resources FILE is missing.');
});

test('the process reports an invalid port in one line and exits with code 1', () => {
  const main = pathOf('./main.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, ...resources, '--port', 'abc'],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe("--port must be a whole number from 0 to 65535, not 'abc'.\n");
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
