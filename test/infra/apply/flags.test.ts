import { describe, expect, test } from 'vitest';
import { parseFlags } from '../../../infra/apply/flags.ts';

const url = 'https://engine.example/api';

describe('npm run apply', () => {
  test('takes a folder and where the engine is', () => {
    expect(parseFlags(['conf', '--url', `${url}/`, '--key', 'k'], {})).toEqual({
      kind: 'apply',
      flags: { folder: 'conf', url, key: 'k', prune: false, dryRun: false },
    });
  });

  test('finds the key in the environment, unless it is given', () => {
    const env = { ENGINE_KEY: 'from the environment' };
    const keyOf = (args: string[]) => parseFlags(['conf', '--url', url, ...args], env);
    expect(keyOf([])).toMatchObject({ flags: { key: 'from the environment' } });
    expect(keyOf(['--key', 'given'])).toMatchObject({ flags: { key: 'given' } });
    expect(keyOf(['--key', ''])).toMatchObject({ flags: { key: undefined } });
  });

  test('only plans, and removes, when it is told to', () => {
    expect(parseFlags(['--dry-run', '--prune', 'conf', '--url', url], {})).toMatchObject({
      flags: { folder: 'conf', prune: true, dryRun: true },
    });
  });

  test('explains itself', () => {
    expect(parseFlags(['--help'], {})).toEqual({ kind: 'help' });
  });

  test.each([
    ['no folder', ['--url', url], 'Which folder?'],
    ['two folders', ['a', 'b', '--url', url], "'b' is a second one"],
    ['no address', ['conf'], '--url must be the http or https address'],
    ['an address that is none', ['conf', '--url', 'engine'], "not 'engine'"],
    ['an address of a file', ['conf', '--url', 'file:///etc'], "not 'file:///etc'"],
    ['a flag that means nothing', ['conf', '--yes', '--url', url], "There is no flag '--yes'"],
    ['a flag without its value', ['conf', '--url'], '--url'],
  ])('refuses %s', (_what, args, why) => {
    expect(parseFlags(args, {})).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why) as unknown,
    });
  });
});
