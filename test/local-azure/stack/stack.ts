/** The interface of a running stack. */
import { type Connection } from './connection.ts';
import { type CosmosAccount } from './declare-cosmos.ts';
import { type HostKeys } from './state.ts';

export interface Stack {
  readonly api: Connection;
  readonly simulator: Connection;
  readonly keys: HostKeys;
  readonly functions: number;
  readonly cosmos: CosmosAccount;
  readonly serviceBus: string;
  readonly blob: string;
  /** Process ids by service name: storage, cosmos, service-bus, communication, host, host-2 … */
  readonly pids: () => Record<string, number>;
  /** Connections per host; empty with a single host. */
  readonly served: readonly number[];
  /** Kills a service as a crash would; resolves when it is back. */
  restart(part: string): Promise<void>;
  /** Runs after each restart of the service: the simulator loses its people with the process. */
  onReturn(part: string, run: () => Promise<void>): void;
}
