import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFlags } from './flags.ts';

const inHouse = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const resources = ['--resources', inHouse('../../../infra/resources.json')];

test('the queues come from the resources, and the port may be any', () => {
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
  [['--resources', inHouse('./main.ts')], /JSON/],
])('%j is refused by name', (args, why) => {
  expect(() => readFlags([...resources, ...args])).toThrow(why);
});

test('without resources there is nothing to serve', () => {
  expect(() => readFlags([])).toThrow('--resources FILE is missing.');
});

test('the process says in one line what is wrong with its port, and ends with 1', () => {
  const main = inHouse('./main.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, ...resources, '--port', 'abc'],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe("--port must be a whole number from 0 to 65535, not 'abc'.\n");
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
