/** `npm start`: the whole engine on this machine, and an engagement that runs on it. `--help` prints the flags. */
import { join, resolve } from 'node:path';
import { localClock } from './clock.ts';
import { serve } from './stack/serve.ts';
import { help, parseFlags, type Flags } from './stack/flags.ts';
import {
  type ExternalConnections,
  noExternalConnections,
  conflictOf,
  readExternalConnections,
  UnusableSettings,
} from './stack/external-connections.ts';
import { nextTuesdayAtFour } from './stack/local-start.ts';
import { freePort } from './stack/port.ts';
import { openStoredState } from './stack/state.ts';

const command = parseFlags(process.argv.slice(2));
switch (command.kind) {
  case 'help':
    process.stdout.write(help);
    break;
  case 'refused':
    console.error(command.why);
    process.exitCode = 2;
    break;
  case 'start': {
    const { flags } = command;
    const connections = externalConnections(flags);
    if (typeof connections === 'string') {
      console.error(connections);
      process.exitCode = 2;
      break;
    }
    const data = flags.data === undefined ? undefined : resolve(flags.data);
    const state = data === undefined ? undefined : openStoredState(join(data));
    const port = await freePort(flags.port);
    if (port === undefined) {
      console.error(
        `Port ${flags.port} is in use; choose another one with --port N (0 means any free port).`,
      );
      process.exitCode = 2;
      break;
    }
    const first = flags.empty ? Date.now() : nextTuesdayAtFour(Date.now());
    const keepsTime = connections.serviceBus ?? connections.communication;
    const start = keepsTime === undefined ? (state?.lastKnown ?? first) : Date.now();
    const clock = localClock({ speed: flags.speed, start });
    process.exitCode = await serve({ flags, clock, port, data, state, given: connections });
  }
}

/** The external connections of `--settings`, or the reason why they cannot be used. */
function externalConnections(flags: Flags): ExternalConnections | string {
  if (flags.settings === undefined) return noExternalConnections;
  try {
    const connections = readExternalConnections(resolve(flags.settings));
    return conflictOf(connections, flags) ?? connections;
  } catch (error) {
    if (error instanceof UnusableSettings) return error.message;
    throw error;
  }
}
