/** Runs the stack from the first start to the last stop. Returns the exit code. */
import { createDemoFile } from '../demo/contacts.ts';
import { runDemo } from '../demo/run.ts';
import { usefulAddresses } from '../demo/useful-addresses.ts';
import { summary } from '../demo/summary.ts';
import { type LocalClock } from '../clock.ts';
import { boot, type Stack } from './boot.ts';
import { shellVariables } from './shell-variables.ts';
import { type Flags } from './flags.ts';
import { type ExternalConnections, externalKinds } from './external-connections.ts';
import { type StoredState, saveIntervalMs } from './state.ts';

export interface ServeOptions {
  readonly flags: Flags;
  readonly clock: LocalClock;
  readonly port: number;
  readonly data: string | undefined;
  readonly state: StoredState | undefined;
  readonly given: ExternalConnections;
}

export async function serve({
  flags,
  clock,
  port,
  data,
  state,
  given,
}: ServeOptions): Promise<number> {
  const say = (text: string) => {
    if (!flags.json) console.log(text);
  };
  const emit = (event: Record<string, unknown>) => {
    if (flags.json) console.log(JSON.stringify(event));
  };
  const { hosts } = flags;
  const booting = boot({ clock, port, data, keysFile: state?.keysFile, hosts, given });
  const stopping = new AbortController();
  const stopRequested = new Promise<'stopped'>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve('stopped'));
  });
  const end = () => {
    // A second signal stops the stack at once.
    if (stopping.signal.aborted) {
      booting.kill();
      process.exit(130);
    }
    stopping.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const saving = setInterval(() => state?.saveClock(clock), saveIntervalMs);

  async function demo(stack: Stack): Promise<boolean> {
    const outcome = await runDemo(stack, {
      clock,
      display: flags.json ? 'json' : 'text',
      say,
      stopped: stopping.signal,
      file: createDemoFile(),
    });
    emit({ event: 'summary', ...outcome });
    say(`\n${summary(outcome)}`);
    return outcome.ok;
  }

  const kinds = externalKinds(given);
  async function work(): Promise<boolean> {
    say('Starting storage, Cosmos DB, Service Bus, the communication simulator and the host …');
    if (kinds.length > 0) say(`External, therefore not started: ${kinds.join(', ')}.`);
    const stack = await booting.stack;
    emit(readyEvent(stack));
    const at = new Date(clock.now()).toISOString();
    const pace = clock.speed === 1 ? '' : `, ${clock.speed} times machine speed`;
    say(`${stack.functions} functions run at ${stack.api.url}; local time is ${at}${pace}.`);
    const ok = flags.empty ? true : await demo(stack);
    if (flags.once) return ok;
    const variables = await shellVariables(stack, !kinds.includes('storage'));
    say(`\nTo open in a browser:\n${usefulAddresses(stack, !flags.empty)}`);
    say(`\nFor curl, paste these lines into a second terminal:\n\n${variables}`);
    say('\nRunning; press Ctrl-C to stop.');
    await stopRequested;
    return true;
  }

  let code: number;
  try {
    const ended = await Promise.race([work(), booting.failure, stopRequested]);
    code = ended === false ? 1 : 0;
  } catch (error) {
    // A stop also cancels running work.
    code = stopping.signal.aborted ? 0 : 1;
    if (!stopping.signal.aborted)
      console.error(error instanceof Error ? error.message : String(error));
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
