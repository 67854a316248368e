/**
 * One service as a child process with its own process group. Ctrl-C in the terminal reaches only the parent, which
 * then stops the services in order. A service also ends when its standard input closes.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ServiceCommand {
  readonly name: string;
  readonly main: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface ServiceProcess {
  readonly name: string;
  readonly pid: number;
  /** The content of its ready line. Rejects with a Death if the process ends first. */
  readonly ready: Promise<Readonly<Record<string, unknown>>>;
  /** Rejects when the process ends unexpectedly; never resolves. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
  /** Kills the process group at once. */
  kill(): void;
}

/** A process ended that should be running. */
export class UnexpectedExit extends Error {
  override readonly name = 'Death';
}

const keptLines = 12;
const patienceMs = 20_000;

export function startServiceProcess({ name, main, args, env }: ServiceCommand): ServiceProcess {
  // A small nursery, and code that is kept only while in use: half of the memory for little CPU time.
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--optimize-for-size',
    '--max-semi-space-size=2',
  ];
  const child = spawn(process.execPath, [...flags, main, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const said: string[] = [];
  const ready = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const failure = Promise.withResolvers<never>();
  const closed = Promise.withResolvers<undefined>();
  let isStopping = false;

  const fail = (how: string) => {
    closed.resolve(undefined);
    if (isStopping) return;
    const last = said.map((line) => `  ${line}`).join('\n') || '  (no output)';
    const error = new UnexpectedExit(`The service '${name}' ${how}. Its last output:\n${last}`);
    ready.reject(error);
    failure.reject(error);
  };
  // Callers watch both promises. Without a caller, the stack is already stopping.
  ready.promise.catch(() => undefined);
  failure.promise.catch(() => undefined);

  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > keptLines) said.shift();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as Record<string, unknown>;
    if (event['event'] === 'ready') ready.resolve(event);
  });
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => fail(`could not start: ${error.message}`));
  // Not `exit`: the pipe may still hold the last output then.
  child.once('close', (code, signal) =>
    fail(signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`),
  );

  const kill = () => {
    isStopping = true;
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  };
  return {
    name,
    pid: child.pid ?? 0,
    ready: ready.promise,
    failure: failure.promise,
    kill,
    async stop() {
      isStopping = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const impatience = setTimeout(kill, patienceMs);
      await closed.promise;
      clearTimeout(impatience);
    },
  };
}
