/** The service processes of one stack: started by name, kept running, stopped together. */
import { join } from 'node:path';
import { type KeptPart, keepPart } from './restart.ts';
import { type PartKind, samePlace, said, type Said } from './ready.ts';
import { root } from './resources.ts';

export interface Crew {
  /** Resolves when the service is ready. */
  start<K extends PartKind>(kind: K, args: readonly string[], name?: string): Promise<Said<K>>;
  /** Runs after each restart of the service. */
  onReturn(name: string, run: () => Promise<void>): void;
  get(name: string): KeptPart;
  /** Process ids by service name. */
  pids(): Record<string, number>;
  /** Rejects when a service is given up; never resolves. */
  readonly death: Promise<never>;
  /** Stops the hosts first, so that no function fails because a service is already gone. */
  stop(): Promise<void>;
  kill(): void;
}

const isHost = ({ name }: KeptPart) => name.startsWith('host');

export function crew(env: NodeJS.ProcessEnv, say: (line: string) => void): Crew {
  const parts = new Map<string, KeptPart>();
  const returns = new Map<string, (() => Promise<void>)[]>();
  const death = Promise.withResolvers<never>();
  death.promise.catch(() => undefined);
  let ending = false;

  return {
    async start(kind, args, name = kind) {
      const main = join(root, 'test/local-azure', kind, 'main.ts');
      const part = keepPart({
        ...{ name, main, args, env, say },
        samePlace: (ready) => samePlace(kind, ready),
        async again() {
          for (const run of returns.get(name) ?? []) if (!ending) await run();
        },
      });
      parts.set(name, part);
      part.death.catch((error: unknown) => death.reject(error));
      return said[kind].parse(await part.ready) as never;
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
    death: death.promise,
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
