import { describe, expect, test } from 'vitest';
import { parseCliOptions } from '../../../infra/apply/cli-options.ts';

const url = 'https://engine.example/api';

const secret = 'c2VjcmV0a2V5==';

describe('npm run apply', () => {
  test('parses the folder and the address of the engine', () => {
    expect(parseCliOptions(['conf', '--url', `${url}/`, '--key', 'k'], {})).toEqual({
      kind: 'apply',
      flags: { folder: 'conf', url, key: 'k', prune: false, dryRun: false },
    });
  });

  test('reads the key from the environment if the flag is absent', () => {
    const env = { ENGINE_KEY: 'from the environment' };
    const keyOf = (args: string[]) => parseCliOptions(['conf', '--url', url, ...args], env);
    expect(keyOf([])).toMatchObject({ flags: { key: 'from the environment' } });
    expect(keyOf(['--key', 'given'])).toMatchObject({ flags: { key: 'given' } });
    expect(keyOf(['--key', ''])).toMatchObject({ flags: { key: undefined } });
  });

  test('parses --dry-run and --prune', () => {
    expect(parseCliOptions(['--dry-run', '--prune', 'conf', '--url', url], {})).toMatchObject({
      flags: { folder: 'conf', prune: true, dryRun: true },
    });
  });

  test('parses --help', () => {
    expect(parseCliOptions(['--help'], {})).toEqual({ kind: 'help' });
  });

  test.each([
    ['no folder', ['--url', url], 'The folder is missing'],
    ['two folders', ['a', 'b', '--url', url], 'only one folder'],
    ['no address', ['conf'], '--url must be the http or https address'],
    ['an invalid address', ['conf', '--url', 'engine'], "not 'engine'"],
    ['an address of a file', ['conf', '--url', 'file:///etc'], "not 'file:///etc'"],
    ['an unknown flag', ['conf', '--yes', '--url', url], "Unknown flag '--yes'"],
    ['a flag without its value', ['conf', '--url'], '--url'],
  ])('refuses %s', (_what, args, why) => {
    expect(parseCliOptions(args, {})).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why) as unknown,
    });
  });
});

describe('the key', () => {
  test.each([`-${secret}`, `--${secret}`, '-k', secret])('is parsed if it is %s', (key) => {
    expect(parseCliOptions(['conf', '--url', url, '--key', key], {})).toMatchObject({
      flags: { key },
    });
    expect(parseCliOptions([`--key=${key}`, 'conf', '--url', url], {})).toMatchObject({
      flags: { key },
    });
  });

  test('from the environment is trimmed', () => {
    expect(parseCliOptions(['conf', '--url', url], { ENGINE_KEY: `${secret}\n` })).toMatchObject({
      flags: { key: secret },
    });
  });

  test.each([
    ['after a misspelled flag', ['conf', `--kee=${secret}`], "Unknown flag '--kee'"],
    ['after a flag with one dash', ['conf', `-k${secret}`], "Unknown flag '-k'"],
    ['in the place of a folder', ['conf', '--key=', secret], 'only one folder'],
    ['in the query', ['conf', '--url', `${url}?code=${secret}`], 'in ENGINE_KEY'],
    [
      'in the query of an invalid address',
      ['conf', '--url', `engine?code=${secret}`],
      '--url must be',
    ],
    ['as the user', ['conf', '--url', `https://${secret}@engine.example/api`], 'ENGINE_KEY'],
    ['after a #', ['conf', '--url', `${url}#${secret}`], 'in ENGINE_KEY'],
    ['with a line break', ['conf', '--key', `${secret}\n${secret}`], 'contains a character'],
    [
      'with a character that a header cannot have',
      ['conf', '--key', `${secret}…`],
      'contains a character',
    ],
  ])('is not repeated in a refusal: %s', (_where, args, why) => {
    const address = args.includes('--url') ? [] : ['--url', url];
    const command = parseCliOptions([...args, ...address], {});
    expect(command).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why) as unknown,
    });
    expect(JSON.stringify(command)).not.toContain(secret);
  });

  test('is missing if another flag follows --key', () => {
    expect(parseCliOptions(['conf', '--url', url, '--key', '--dry-run'], {})).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('--key') as unknown,
    });
  });
});
