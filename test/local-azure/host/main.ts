/**
 * A host as a process.
 * --port N  --root DIR  --dist  --settings FILE  --keys FILE  --instance NAME  --verbose
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clockFromEnvironment } from '../clock.ts';
import { runService } from '../run-service.ts';
import { hostLog, standardErrorSink, textOf, verboseSink } from './app/log.ts';
import { startHost } from './host.ts';
import { readSettingsFile } from './settings-file.ts';

const options = {
  port: { type: 'string', default: '0' },
  root: { type: 'string', default: resolve(import.meta.dirname, '../../..') },
  dist: { type: 'boolean', default: false },
  settings: { type: 'string' },
  keys: { type: 'string' },
  instance: { type: 'string' },
  verbose: { type: 'boolean', default: false },
} as const;

/** Print one line and exit: a stack trace would hide what is wrong. */
function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

function flags() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(textOf(error));
  }
}

const values = flags();
const port = Number(values.port);
if (values.port === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
  refuse(`--port must be a whole number from 0 to 65535, not '${values.port}'.`);
const sink = values.verbose ? verboseSink : standardErrorSink;
const log = hostLog(sink);
const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

// An error that a handler throws after its response belongs to no invocation; other invocations must continue.
process.on('uncaughtException', (error) => log.error('Uncaught exception', error));
process.on('unhandledRejection', (reason) => log.error('Unhandled rejection', reason));

try {
  const hostJson = resolve(values.root, 'host.json');
  const host = await startHost({
    functions: values.root,
    built: values.dist,
    settings: values.settings === undefined ? {} : await readSettingsFile(values.settings, log),
    ...(existsSync(hostJson) && { hostJson: await readJson(hostJson) }),
    ...(values.keys !== undefined && { keys: await readJson(values.keys) }),
    port,
    ...(values.instance !== undefined && { instanceId: values.instance }),
    clock: clockFromEnvironment(),
    sink,
  });
  const { url, api, keys, functions } = host;
  runService({ url, api, keys, functions: functions.length }, () => host.stop());
} catch (error) {
  log.error('The host could not start', error);
  process.exit(1);
}
