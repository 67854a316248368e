import { expect, test } from 'vitest';
import { parseFlags } from './flags.ts';

const defaults = {
  once: false,
  empty: false,
  json: false,
  port: 7071,
  data: undefined,
  hosts: 1,
  settings: undefined,
};

test.each([
  { args: [], flags: { ...defaults, speed: 20 } },
  { args: ['--empty'], flags: { ...defaults, empty: true, speed: 1 } },
  { args: ['--once', '--speed=5'], flags: { ...defaults, once: true, speed: 5 } },
  { args: ['--port', '0', '--json'], flags: { ...defaults, json: true, port: 0, speed: 20 } },
  { args: ['--data', 'kept'], flags: { ...defaults, data: 'kept', speed: 20 } },
  { args: ['--hosts', '2'], flags: { ...defaults, hosts: 2, speed: 20 } },
  { args: ['--settings', 'my.json'], flags: { ...defaults, settings: 'my.json', speed: 20 } },
])('$args uses the defaults for missing flags', ({ args, flags }) => {
  expect(parseFlags(args)).toEqual({ kind: 'start', flags });
});

test('--help prints the help and ignores other flags', () => {
  expect(parseFlags(['--help', '--speed', 'fast'])).toEqual({ kind: 'help' });
});

test.each([
  { args: ['--sped', '3'], why: "Unknown flag '--sped'. Valid flags: --once," },
  { args: ['-x'], why: "Unknown flag '-x'." },
  { args: ['--speed', '0'], why: "--speed must be a number above 0, up to 1000, not '0'." },
  { args: ['--speed', 'fast'], why: "not 'fast'" },
  { args: ['--port', '70710'], why: '--port must be a whole number from 0 to 65535' },
  { args: ['--once', '--empty'], why: 'use only one of them' },
  { args: ['--hosts', '0'], why: '--hosts must be a whole number from 1 to 8' },
  { args: ['--settings='], why: '--settings needs a file name.' },
  { args: ['--data'], why: '--data' },
  { args: ['contacts.csv'], why: 'contacts.csv' },
])('$args is refused, and the message names the flag', ({ args, why }) => {
  const command = parseFlags(args);
  expect(command).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) as string });
});
