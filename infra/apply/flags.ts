// What `npm run apply` can be told.
import { parseArgs } from 'node:util';

export interface Flags {
  readonly folder: string;
  /** With no slash at its end. */
  readonly url: string;
  readonly key: string | undefined;
  readonly prune: boolean;
  readonly dryRun: boolean;
}

export type Command =
  { kind: 'apply'; flags: Flags } | { kind: 'help' } | { kind: 'refused'; why: string };

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

const refused = (why: string): Command => ({ kind: 'refused', why });

export function parseFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const unknown = args.find(
    (arg) => arg.startsWith('-') && !Object.hasOwn(options, arg.replace(/^--|=.*$/g, '')),
  );
  if (unknown !== undefined) {
    const known = Object.keys(options).map((name) => `--${name}`);
    return refused(`There is no flag '${unknown}'. The flags are ${known.join(', ')}.`);
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    if (values.help) return { kind: 'help' };
    const [folder, second] = positionals;
    if (folder === undefined) return refused('Which folder? Give it before the flags.');
    if (second !== undefined) return refused(`One folder at a time: '${second}' is a second one.`);
    const url = addressOf(values.url);
    if (url === undefined) {
      const given = values.url === undefined ? '' : `, not '${values.url}'`;
      return refused(`--url must be the http or https address of the engine's API${given}.`);
    }
    // An empty one, as a script passes a variable that it does not have, is none.
    const key = (values.key ?? env['ENGINE_KEY']) || undefined;
    const { prune, 'dry-run': dryRun } = values;
    return { kind: 'apply', flags: { folder, url, key, prune, dryRun } };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function addressOf(given = ''): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const { protocol, origin, pathname } = new URL(given);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.replace(/\/+$/, '') : undefined;
}
