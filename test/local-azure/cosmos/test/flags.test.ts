import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flagsOf } from '../flags.ts';

describe('the command line', () => {
  test.each([
    [['--port', 'abc'], "--port must be a number from 0 to 65535, not 'abc'."],
    [['--port', ''], "--port must be a number from 0 to 65535, not ''."],
    [['--port', '65536'], "--port must be a number from 0 to 65535, not '65536'."],
    [['--prt', '8081'], "Unknown option '--prt'"],
  ])('%j is refused with the reason', (args, words) => {
    expect(() => flagsOf(args)).toThrow(words);
  });

  test('uses any free port without --port', () => {
    expect([flagsOf([]), flagsOf(['--port', '8081'])]).toEqual([{ port: 0 }, { port: 8081 }]);
  });

  test('with an invalid flag ends the process with one line', () => {
    const main = join(import.meta.dirname, '../main.ts');
    const ended = spawnSync(process.execPath, [main, '--port', 'abc'], { encoding: 'utf8' });
    expect([ended.status, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toMatch(/^--port must be .*'abc'\.\n$/);
  });
});
