/** `npm start`: the whole engine on this machine, and an engagement run on it. `--help` tells the flags. */
import { join, resolve } from 'node:path';
import { localClock } from './clock.ts';
import { serve } from './stack/serve.ts';
import { help, parseFlags } from './stack/flags.ts';
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
    const data = flags.data === undefined ? undefined : resolve(flags.data);
    const state = data === undefined ? undefined : openState(join(data));
    const port = await freePort(flags.port);
    if (port === undefined) {
      console.error(`Port ${flags.port} is taken; choose another with --port N (0: any free one).`);
      process.exitCode = 2;
      break;
    }
    const first = flags.empty ? Date.now() : nextTuesdayAtFour(Date.now());
    const clock = localClock({ speed: flags.speed, start: state?.lastKnown ?? first });
    process.exitCode = await serve({ flags, clock, port, data, state });
  }
}
