/** Runs the stack from the first start to the last stop. Returns the exit code. */
import { demoFile } from '../demo/contacts.ts';
import { runDemo } from '../demo/run.ts';
import { placesToLook } from '../demo/places-to-look.ts';
import { summary } from '../demo/summary.ts';
import { type LocalClock } from '../clock.ts';
import { boot, type Stack } from './boot.ts';
import { type Flags } from './flags.ts';
import { type Given, kindsGiven } from './external-connections.ts';
import { type KeptState, savedEveryMs } from './state.ts';

export interface Serving {
  readonly flags: Flags;
  readonly clock: LocalClock;
  readonly port: number;
  readonly data: string | undefined;
  readonly state: KeptState | undefined;
  readonly given: Given;
}

export async function serve({ flags, clock, port, data, state, given }: Serving): Promise<number> {
  const say = (text: string) => {
    if (!flags.json) console.log(text);
  };
  const tell = (event: Record<string, unknown>) => {
    if (flags.json) console.log(JSON.stringify(event));
  };
  const { hosts } = flags;
  const booting = boot({ clock, port, data, keysFile: state?.keysFile, hosts, given });
  const told = new AbortController();
  const asked = new Promise<'asked'>((resolve) => {
    told.signal.addEventListener('abort', () => resolve('asked'));
  });
  const end = () => {
    // A second signal stops the stack at once.
    if (told.signal.aborted) {
      booting.kill();
      process.exit(130);
    }
    told.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const saving = setInterval(() => state?.saveClock(clock), savedEveryMs);

  async function demo(stack: Stack): Promise<boolean> {
    const outcome = await runDemo(stack, {
      ...{ clock, display: flags.json ? 'json' : 'text', say, stopped: told.signal },
      file: demoFile(),
    });
    tell({ event: 'summary', ...outcome });
    say(`\n${summary(outcome)}`);
    return outcome.ok;
  }

  const kinds = kindsGiven(given);
  async function work(): Promise<boolean> {
    say('Starting storage, Cosmos DB, Service Bus, the communication simulator and the host …');
    if (kinds.length > 0) say(`Given, and so not started: ${kinds.join(', ')}.`);
    const stack = await booting.stack;
    tell(readyEvent(stack));
    const at = new Date(clock.now()).toISOString();
    const pace = clock.speed === 1 ? '' : `, ${clock.speed} times as fast as this machine's`;
    say(`${stack.functions} functions are served at ${stack.api.url}; local time is ${at}${pace}.`);
    const ok = flags.empty ? true : await demo(stack);
    if (flags.once) return ok;
    // Do not print the keys of an external storage account.
    const shown = kinds.includes('storage') ? { ...stack, blob: 'that was given' } : stack;
    say(`\nStill serving; Ctrl-C ends it.\n${placesToLook(shown, !flags.empty)}`);
    await asked;
    return true;
  }

  let code: number;
  try {
    const ended = await Promise.race([work(), booting.death, asked]);
    code = ended === false ? 1 : 0;
  } catch (error) {
    // A stop also cancels running work.
    code = told.signal.aborted ? 0 : 1;
    if (!told.signal.aborted) console.error(error instanceof Error ? error.message : String(error));
  }
  if (!flags.once) say('\nStopping …');
  clearInterval(saving);
  await booting.stop();
  state?.saveClock(clock);
  return code;
}

function readyEvent({ api, keys, simulator, cosmos, serviceBus, blob, pids }: Stack) {
  const { endpoint, key } = cosmos;
  return {
    event: 'ready',
    api: api.url,
    keys: { host: keys.host },
    simulator: simulator.url,
    cosmos: { endpoint, key },
    serviceBus,
    blob,
    parts: pids(),
  };
}
