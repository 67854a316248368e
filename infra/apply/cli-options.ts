// The options of `npm run apply`.
import { parseArgs } from 'node:util';

export interface CliOptions {
  readonly folder: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly key: string | undefined;
  readonly prune: boolean;
  readonly dryRun: boolean;
}

export type Command =
  { kind: 'apply'; flags: CliOptions } | { kind: 'help' } | { kind: 'refused'; why: string };

export const help = `Brings an engine's configuration to what a folder of JSON and YAML documents says.

  npm run apply -- DIR --url https://my-engine.azurewebsites.net/api

  DIR           holds workstreams/, queues/, disposition-codes/, message-templates/, engagements/ and
                cancellation-policies/, as many of them as are needed; a document's file is called ID.json or ID.yaml
  --url URL     the engine's API, with /api at its end
  --key KEY     its function key; better in the environment as ENGINE_KEY, where no shell remembers it
  --dry-run     show the plan and change nothing
  --prune       also remove what is not in the folder, of the kinds that have a folder in DIR
  --help        this

The exit code is 0 when the engine is as the folder says (or could be made so, with --dry-run), and otherwise 1.
`;

const options = {
  url: { type: 'string' },
  key: { type: 'string' },
  prune: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const refused = (why: string): Command & { kind: 'refused' } => ({ kind: 'refused', why });

/** A key must not be printed: a value is never repeated, neither after --key nor in another place. */
export function parseCliOptions(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const args = keyJoined(given);
  const unknown = args.find((arg) => arg.startsWith('-') && !isKnown(arg));
  if (unknown !== undefined) {
    const [name = unknown] = /^--[a-z-]*|^-[a-z]?/i.exec(unknown) ?? [];
    const known = Object.keys(options).map((one) => `--${one}`);
    return refused(`There is no flag '${name}'. The flags are ${known.join(', ')}.`);
  }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    const [folder, second] = positionals;
    if (folder === undefined) return refused('Which folder? Give it before the flags.');
    if (second !== undefined) return refused('One folder at a time: there is a second one.');
    const address = addressOf(values.url);
    if (address.kind === 'refused') return address;
    // An empty value, as a script passes an unset variable, counts as missing.
    const key = (values.key ?? env['ENGINE_KEY'] ?? '').trim() || undefined;
    if (key !== undefined && !/^[\x20-\x7e]+$/.test(key)) {
      return refused('The function key holds a character that no function key has.');
    }
    const { prune, 'dry-run': dryRun } = values;
    return { kind: 'apply', flags: { folder, url: address.url, key, prune, dryRun } };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

const isKnown = (arg: string): boolean =>
  arg.startsWith('--') && Object.hasOwn(options, arg.replace(/^--|=[^]*$/g, ''));

/** A key may start with a dash and look like a flag. */
function keyJoined(args: readonly string[]): string[] {
  const [first, second, ...rest] = args;
  if (first === undefined) return [];
  if (first !== '--key' || second === undefined || isKnown(second)) {
    return [first, ...keyJoined(args.slice(1))];
  }
  return [`--key=${second}`, ...keyJoined(rest)];
}

type Address = { kind: 'address'; url: string } | (Command & { kind: 'refused' });

function addressOf(given = ''): Address {
  const said = given === '' || /[?#@]/.test(given) ? '' : `, not '${given}'`;
  const none = refused(`--url must be the http or https address of the engine's API${said}.`);
  if (!URL.canParse(given)) return none;
  const { protocol, origin, pathname, username, password, search, hash } = new URL(given);
  if (!/^https?:$/.test(protocol)) return none;
  if (`${username}${password}${search}${hash}` !== '') {
    return refused(
      '--url must end with the path, and have no user, ? or # in it; the function key belongs in ENGINE_KEY, or after --key.',
    );
  }
  return { kind: 'address', url: `${origin}${pathname}`.replace(/\/+$/, '') };
}
