/** The flags of `npm start`. An unknown flag is refused with the list of valid flags. */
import { parseArgs } from 'node:util';

export interface Flags {
  readonly once: boolean;
  readonly empty: boolean;
  readonly json: boolean;
  readonly speed: number;
  readonly port: number;
  readonly data: string | undefined;
  readonly hosts: number;
  readonly settings: string | undefined;
}

export type Command =
  { kind: 'start'; flags: Flags } | { kind: 'help' } | { kind: 'refused'; why: string };

export const help = `Starts the engine and a local Azure on this machine, and runs an engagement.

  npm start                     the demonstration: 200 rows of contacts, 10 representatives, 20 times as fast
  npm start -- --empty          the same local Azure without data, for your own configuration

  --once        end after the summary; exit code 0 means that every invariant held
  --speed N     local seconds per machine second (default 20; 1 with --empty)
  --port N      the API's port (default 7071; 0 means any free port)
  --data DIR    store all data in DIR; the next start continues with it
  --hosts N     several hosts over the same services, like an app that is scaled out (default 1)
  --settings F  a local.settings.json; services with a connection in it are used and not started
  --json        print events as JSON lines instead of the display: ready, progress, summary
  --help        print this help

Ctrl-C stops everything and deletes all data, except the data in --data DIR.
`;

const options = {
  once: { type: 'boolean', default: false },
  empty: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  speed: { type: 'string' },
  port: { type: 'string', default: '7071' },
  data: { type: 'string' },
  hosts: { type: 'string', default: '1' },
  settings: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** This machine could not serve more. */
const maxHosts = 8;

export function parseFlags(args: readonly string[]): Command {
  const refuse = (why: string): Command => ({ kind: 'refused', why });
  const unknown = args.find(
    (arg) => arg.startsWith('-') && !Object.hasOwn(options, arg.replace(/^--|=.*$/g, '')),
  );
  if (unknown !== undefined) {
    const known = Object.keys(options).map((name) => `--${name}`);
    return refuse(`Unknown flag '${unknown}'. Valid flags: ${known.join(', ')}.`);
  }
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return { kind: 'help' };
    const speed = Number(values.speed ?? (values.empty ? 1 : 20));
    const port = Number(values.port);
    if (!(speed > 0 && speed <= 1000)) {
      return refuse(`--speed must be a number above 0, up to 1000, not '${values.speed ?? ''}'.`);
    }
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '') {
      return refuse(`--port must be a whole number from 0 to 65535, not '${values.port}'.`);
    }
    if (values.once && values.empty) {
      return refuse('--once needs the demonstration and --empty has none: use only one of them.');
    }
    if (values.data === '') return refuse('--data needs a folder name.');
    if (values.settings === '') return refuse('--settings needs a file name.');
    const hosts = Number(values.hosts);
    if (!Number.isInteger(hosts) || hosts < 1 || hosts > maxHosts) {
      return refuse(`--hosts must be a whole number from 1 to ${maxHosts}, not '${values.hosts}'.`);
    }
    const { once, empty, json, data, settings } = values;
    return { kind: 'start', flags: { once, empty, json, speed, port, data, hosts, settings } };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
