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
  ])('%j is refused with a word of why', (args, words) => {
    expect(() => flagsOf(args)).toThrow(words);
  });

  test('takes any free port where it names none', () => {
    expect([flagsOf([]), flagsOf(['--port', '8081'])]).toEqual([{ port: 0 }, { port: 8081 }]);
  });

  test('ends the process with one line where it is wrong', () => {
    const main = join(import.meta.dirname, '../main.ts');
    const ended = spawnSync(process.execPath, [main, '--port', 'abc'], { encoding: 'utf8' });
    expect([ended.status, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toMatch(/^--port must be .*'abc'\.\n$/);
  });
});
