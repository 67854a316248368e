/** `npm start`: the whole engine on this machine, and an engagement run on it. `--help` tells the flags. */
import { join, resolve } from 'node:path';
import { localClock } from './clock.ts';
import { serve } from './stack/serve.ts';
import { help, parseFlags, type Flags } from './stack/flags.ts';
import {
  type Given,
  nothingGiven,
  objection,
  readGiven,
  UnusableSettings,
} from './stack/external-connections.ts';
import { nextTuesdayAtFour } from './stack/local-start.ts';
import { freePort } from './stack/port.ts';
import { openState } from './stack/state.ts';

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
    const given = givenTo(flags);
    if (typeof given === 'string') {
      console.error(given);
      process.exitCode = 2;
      break;
    }
    const data = flags.data === undefined ? undefined : resolve(flags.data);
    const state = data === undefined ? undefined : openState(join(data));
    const port = await freePort(flags.port);
    if (port === undefined) {
      console.error(`Port ${flags.port} is taken; choose another with --port N (0: any free one).`);
      process.exitCode = 2;
      break;
    }
    const first = flags.empty ? Date.now() : nextTuesdayAtFour(Date.now());
    const keepsTime = given.serviceBus ?? given.communication;
    const start = keepsTime === undefined ? (state?.lastKnown ?? first) : Date.now();
    const clock = localClock({ speed: flags.speed, start });
    process.exitCode = await serve({ flags, clock, port, data, state, given });
  }
}

/** The connections of `--settings`, or why they cannot be used. */
function givenTo(flags: Flags): Given | string {
  if (flags.settings === undefined) return nothingGiven;
  try {
    const given = readGiven(resolve(flags.settings));
    return objection(given, flags) ?? given;
  } catch (error) {
    if (error instanceof UnusableSettings) return error.message;
    throw error;
  }
}
