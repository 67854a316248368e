/**
 * Restarts a service process that ends unexpectedly, at the same address and with the same data. A process that keeps
 * dying is given up, because another restart would not help.
 */
import { UnexpectedExit, type ServiceProcess, startServiceProcess } from './child-process.ts';
import { type Ready } from './ready.ts';

export interface RestartedServiceOptions {
  readonly name: string;
  readonly main: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The flags that restart the service at its first address. */
  readonly samePlace: (ready: Ready) => readonly string[];
  /** Sends a restarted service the setup that it lost. */
  readonly again: () => Promise<void>;
  readonly say: (line: string) => void;
}

export interface RestartedService {
  readonly name: string;
  /** The current process id. */
  readonly pid: number;
  readonly ready: Promise<Ready>;
  /** Rejects when the service is given up; never resolves. */
  readonly failure: Promise<never>;
  /** Kills the process as a crash would; resolves when it is back. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

const maxFailures = 5;
const withinMs = 60_000;

export function createRestartedService(order: RestartedServiceOptions): RestartedService {
  const { name, main, env, say } = order;
  const failures: number[] = [];
  const ready = Promise.withResolvers<Ready>();
  const failure = Promise.withResolvers<never>();
  ready.promise.catch(() => undefined);
  failure.promise.catch(() => undefined);
  let returned = Promise.withResolvers<undefined>();
  returned.promise.catch(() => undefined);
  let place: readonly string[] = [];
  let ending = false;
  let part: ServiceProcess = start();

  function start(): ServiceProcess {
    return startServiceProcess({ name, main, env, args: [...order.args, ...place] });
  }

  function giveUp(error: unknown): void {
    ready.reject(error);
    failure.reject(error);
    returned.reject(error);
  }

  /** From the first start until it is stopped or given up. */
  async function keep(): Promise<void> {
    const first = await part.ready;
    place = order.samePlace(first);
    ready.resolve(first);
    while (!isEnding()) {
      const error = await part.failure.catch((reason: unknown) => reason);
      if (isEnding()) return;
      const now = performance.now();
      failures.push(now);
      if (failures.filter((at) => now - at < withinMs).length > maxFailures) throw error;
      say(`${error instanceof UnexpectedExit ? error.message : String(error)}\nRestarting it.`);
      part = start();
      // A failed restart counts like a crash.
      const isBack = await part.ready.then(
        () => true,
        () => false,
      );
      if (!isBack || isEnding()) continue;
      await order.again();
      const { resolve } = returned;
      returned = Promise.withResolvers();
      returned.promise.catch(() => undefined);
      resolve(undefined);
    }
  }
  const isEnding = () => ending;

  keep().catch(giveUp);
  return {
    name,
    get pid() {
      return part.pid;
    },
    ready: ready.promise,
    failure: failure.promise,
    async restart() {
      const { promise } = returned;
      process.kill(part.pid, 'SIGKILL');
      await promise;
    },
    kill() {
      ending = true;
      part.kill();
    },
    async stop() {
      ending = true;
      await part.stop();
    },
  };
}
