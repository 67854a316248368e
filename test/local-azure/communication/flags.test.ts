import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFlags } from './flags.ts';

test('without flags any source number is allowed, with two concurrent calls', () => {
  expect(readFlags([])).toEqual({ port: 0, seed: 1, callsPerNumber: 2, sourceNumbers: '*' });
});

test('--source-numbers is a list of numbers, short codes and names', () => {
  expect(readFlags(['--source-numbers', '+18005550101, 425425,Contoso']).sourceNumbers).toEqual([
    '+18005550101',
    '425425',
    'Contoso',
  ]);
});

test.each([
  [['--port', '65536'], /--port .* to 65535, not '65536'/],
  [['--port', ''], /--port .*''/],
  [['--seed', '1.5'], /--seed/],
  [['--calls-per-number', 'two'], /--calls-per-number/],
  [['--source-numbers', '+18005550101,+1-800'], /--source-numbers .*'\+1-800'/],
  [['--key', 'no base64'], /--key/],
  [['--speed', '3'], /--speed/],
])('%j is refused with the name of the flag', (args, why) => {
  expect(() => readFlags(args)).toThrow(why);
});

test('the process reports an invalid port in one line and exits with code 1', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--port', 'abc'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe("--port must be a whole number from 0 to 65535, not 'abc'.\n");
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
