/** The service processes of one stack: started by name, kept running, stopped together. */
import { join } from 'node:path';
import { type RestartedService, createRestartedService } from './restart.ts';
import { type ServiceKind, sameAddressFlags, readyContent, type ReadyContent } from './ready.ts';
import { root } from './resources.ts';

export interface ServiceProcesses {
  /** Resolves when the service is ready. */
  start<K extends ServiceKind>(
    kind: K,
    args: readonly string[],
    name?: string,
  ): Promise<ReadyContent<K>>;
  /** Runs after each restart of the service. */
  onReturn(name: string, run: () => Promise<void>): void;
  get(name: string): RestartedService;
  /** Process ids by service name. */
  pids(): Record<string, number>;
  /** Rejects when a service is given up; never resolves. */
  readonly failure: Promise<never>;
  /** Stops the hosts first, so that no function fails because a service is already gone. */
  stop(): Promise<void>;
  kill(): void;
}

const isHost = ({ name }: RestartedService) => name.startsWith('host');

export function createServiceProcesses(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): ServiceProcesses {
  const parts = new Map<string, RestartedService>();
  const returns = new Map<string, (() => Promise<void>)[]>();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  let ending = false;

  return {
    async start(kind, args, name = kind) {
      const main = join(root, 'test/local-azure', kind, 'main.ts');
      const part = createRestartedService({
        name,
        main,
        args,
        env,
        say,
        samePlace: (ready) => sameAddressFlags(kind, ready),
        async again() {
          for (const run of returns.get(name) ?? []) if (!ending) await run();
        },
      });
      parts.set(name, part);
      part.failure.catch((error: unknown) => failure.reject(error));
      return readyContent[kind].parse(await part.ready) as never;
    },
    onReturn(name, run) {
      returns.set(name, [...(returns.get(name) ?? []), run]);
    },
    get(name) {
      const part = parts.get(name);
      if (part) return part;
      throw new Error(
        `There is no service '${name}'; expected one of ${[...parts.keys()].join(', ')}.`,
      );
    },
    pids: () => Object.fromEntries([...parts.values()].map(({ name, pid }) => [name, pid])),
    failure: failure.promise,
    async stop() {
      ending = true;
      const all = [...parts.values()];
      await Promise.all(all.filter(isHost).map((part) => part.stop()));
      await Promise.all(all.map((part) => part.stop()));
    },
    kill() {
      ending = true;
      for (const part of parts.values()) part.kill();
    },
  };
}
