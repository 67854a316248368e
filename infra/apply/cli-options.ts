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

export const help = `Makes the configuration of an engine equal to a folder of JSON and YAML documents.

  npm run apply -- DIR --url https://my-engine.azurewebsites.net/api

  DIR           contains any of workstreams/, queues/, disposition-codes/, message-templates/, engagements/ and
                cancellation-policies/; the file of a document is ID.json or ID.yaml
  --url URL     the address of the engine's API; it ends in /api
  --key KEY     the function key; prefer the environment variable ENGINE_KEY, which no shell history keeps
  --dry-run     print the plan and write nothing
  --prune       also remove documents that are not in DIR, of the kinds that have a folder in DIR
  --help        print this text

The exit code is 0 if the engine equals the folder (with --dry-run: if the plan has no issues), otherwise 1.
`;

const options = {
  url: { type: 'string' },
  key: { type: 'string' },
  prune: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const refuse = (why: string): Command & { kind: 'refused' } => ({ kind: 'refused', why });

/** Messages never repeat a value, because it may be the key. */
export function parseCliOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const args = keyJoined(argv);
  const unknown = args.find((arg) => arg.startsWith('-') && !isKnown(arg));
  if (unknown !== undefined) {
    const [name = unknown] = /^--[a-z-]*|^-[a-z]?/i.exec(unknown) ?? [];
    const flags = Object.keys(options).map((option) => `--${option}`);
    return refuse(`Unknown flag '${name}'. The flags are ${flags.join(', ')}.`);
  }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    const [folder, second] = positionals;
    if (folder === undefined) return refuse('The folder is missing. Pass it before the flags.');
    if (second !== undefined) return refuse('Pass only one folder.');
    const address = addressOf(values.url);
    if (address.kind === 'refused') return address;
    // An empty value, as a script passes an unset variable, counts as missing.
    const key = (values.key ?? env['ENGINE_KEY'] ?? '').trim() || undefined;
    if (key !== undefined && !/^[\x20-\x7e]+$/.test(key)) {
      return refuse('The function key contains a character that no function key has.');
    }
    const { prune, 'dry-run': dryRun } = values;
    return { kind: 'apply', flags: { folder, url: address.url, key, prune, dryRun } };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
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

function addressOf(url = ''): Address {
  const quotedUrl = url === '' || /[?#@]/.test(url) ? '' : `, not '${url}'`;
  const invalid = refuse(
    `--url must be the http or https address of the engine's API${quotedUrl}.`,
  );
  if (!URL.canParse(url)) return invalid;
  const { protocol, origin, pathname, username, password, search, hash } = new URL(url);
  if (!/^https?:$/.test(protocol)) return invalid;
  if (`${username}${password}${search}${hash}` !== '') {
    return refuse(
      '--url must end with the path and have no user, ? or #; pass the function key in ENGINE_KEY or as --key.',
    );
  }
  return { kind: 'address', url: `${origin}${pathname}`.replace(/\/+$/, '') };
}
