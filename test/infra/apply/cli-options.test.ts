import { describe, expect, test } from 'vitest';
import { parseCliOptions } from '../../../infra/apply/cli-options.ts';

const url = 'https://engine.example/api';

const secret = 'c2VjcmV0a2V5==';

describe('npm run apply', () => {
  test('takes a folder and where the engine is', () => {
    expect(parseCliOptions(['conf', '--url', `${url}/`, '--key', 'k'], {})).toEqual({
      kind: 'apply',
      flags: { folder: 'conf', url, key: 'k', prune: false, dryRun: false },
    });
  });

  test('finds the key in the environment, unless it is given', () => {
    const env = { ENGINE_KEY: 'from the environment' };
    const keyOf = (args: string[]) => parseCliOptions(['conf', '--url', url, ...args], env);
    expect(keyOf([])).toMatchObject({ flags: { key: 'from the environment' } });
    expect(keyOf(['--key', 'given'])).toMatchObject({ flags: { key: 'given' } });
    expect(keyOf(['--key', ''])).toMatchObject({ flags: { key: undefined } });
  });

  test('only plans, and removes, when it is told to', () => {
    expect(parseCliOptions(['--dry-run', '--prune', 'conf', '--url', url], {})).toMatchObject({
      flags: { folder: 'conf', prune: true, dryRun: true },
    });
  });

  test('explains itself', () => {
    expect(parseCliOptions(['--help'], {})).toEqual({ kind: 'help' });
  });

  test.each([
    ['no folder', ['--url', url], 'Which folder?'],
    ['two folders', ['a', 'b', '--url', url], 'there is a second one'],
    ['no address', ['conf'], '--url must be the http or https address'],
    ['an address that is none', ['conf', '--url', 'engine'], "not 'engine'"],
    ['an address of a file', ['conf', '--url', 'file:///etc'], "not 'file:///etc'"],
    ['a flag that means nothing', ['conf', '--yes', '--url', url], "There is no flag '--yes'"],
    ['a flag without its value', ['conf', '--url'], '--url'],
  ])('refuses %s', (_what, args, why) => {
    expect(parseCliOptions(args, {})).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why) as unknown,
    });
  });
});

describe('a key', () => {
  test.each([`-${secret}`, `--${secret}`, '-k', secret])('may be %s', (key) => {
    expect(parseCliOptions(['conf', '--url', url, '--key', key], {})).toMatchObject({
      flags: { key },
    });
    expect(parseCliOptions([`--key=${key}`, 'conf', '--url', url], {})).toMatchObject({
      flags: { key },
    });
  });

  test('of a file has no line end', () => {
    expect(parseCliOptions(['conf', '--url', url], { ENGINE_KEY: `${secret}\n` })).toMatchObject({
      flags: { key: secret },
    });
  });

  test.each([
    ['after a flag that is misspelt', ['conf', `--kee=${secret}`], "no flag '--kee'"],
    ['after a flag of one dash', ['conf', `-k${secret}`], "no flag '-k'"],
    ['where a folder would stand', ['conf', '--key=', secret], 'a second one'],
    ['in the query', ['conf', '--url', `${url}?code=${secret}`], 'belongs in ENGINE_KEY'],
    ['in the query of no address', ['conf', '--url', `engine?code=${secret}`], '--url must be'],
    ['as the user', ['conf', '--url', `https://${secret}@engine.example/api`], 'ENGINE_KEY'],
    ['behind a #', ['conf', '--url', `${url}#${secret}`], 'belongs in ENGINE_KEY'],
    ['with a line within it', ['conf', '--key', `${secret}\n${secret}`], 'holds a character'],
    ['with a letter that no header takes', ['conf', '--key', `${secret}…`], 'holds a character'],
  ])('is not said again: %s', (_where, args, why) => {
    const address = args.includes('--url') ? [] : ['--url', url];
    const command = parseCliOptions([...args, ...address], {});
    expect(command).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why) as unknown,
    });
    expect(JSON.stringify(command)).not.toContain(secret);
  });

  test('is not another flag', () => {
    expect(parseCliOptions(['conf', '--url', url, '--key', '--dry-run'], {})).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('--key') as unknown,
    });
  });
});
