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

export const help = `Starts the whole engine on this machine, with an Azure of its own, and runs an engagement on it.

  npm start                     the demonstration: 200 rows of contacts, 10 representatives, 20 times as fast
  npm start -- --empty          the same Azure with nothing in it, to configure yourself

  --once        end after the summary; the exit code says whether everything came out as it should
  --speed N     local seconds in one second of the machine (20 with the demonstration, 1 with --empty)
  --port N      where the API listens (7071; 0 for any free port)
  --data DIR    keep everything in DIR, and go on from there at the next start
  --hosts N     several hosts over the same Azure, as when the app is scaled out (1)
  --settings F  a local.settings.json: what its connections lead to is used, and not started here
  --json        events as JSON lines instead of the display: ready, progress, summary
  --help        this

Ctrl-C stops it and leaves nothing behind, except what --data keeps.
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
const mostHosts = 8;

export function parseFlags(args: readonly string[]): Command {
  const refused = (why: string): Command => ({ kind: 'refused', why });
  const unknown = args.find(
    (arg) => arg.startsWith('-') && !Object.hasOwn(options, arg.replace(/^--|=.*$/g, '')),
  );
  if (unknown !== undefined) {
    const known = Object.keys(options).map((name) => `--${name}`);
    return refused(`There is no flag '${unknown}'. The flags are ${known.join(', ')}.`);
  }
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return { kind: 'help' };
    const speed = Number(values.speed ?? (values.empty ? 1 : 20));
    const port = Number(values.port);
    if (!(speed > 0 && speed <= 1000)) {
      return refused(`--speed must be a number above 0, up to 1000, not '${values.speed ?? ''}'.`);
    }
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '') {
      return refused(`--port must be a whole number from 0 to 65535, not '${values.port}'.`);
    }
    if (values.once && values.empty) {
      return refused(
        '--once ends after the demonstration, and --empty has none: give one of them.',
      );
    }
    if (values.data === '') return refused('--data needs the name of a folder.');
    if (values.settings === '') return refused('--settings needs the name of a file.');
    const hosts = Number(values.hosts);
    if (!Number.isInteger(hosts) || hosts < 1 || hosts > mostHosts) {
      return refused(
        `--hosts must be a whole number from 1 to ${mostHosts}, not '${values.hosts}'.`,
      );
    }
    const { once, empty, json, data, settings } = values;
    return { kind: 'start', flags: { once, empty, json, speed, port, data, hosts, settings } };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}
