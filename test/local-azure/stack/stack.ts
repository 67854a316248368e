/** What a stack is to those who use it. */
import { type Connection } from './connection.ts';
import { type CosmosPlace } from './declare-cosmos.ts';
import { type HostKeys } from './state.ts';

export interface Stack {
  readonly api: Connection;
  readonly simulator: Connection;
  readonly keys: HostKeys;
  readonly functions: number;
  readonly cosmos: CosmosPlace;
  readonly serviceBus: string;
  readonly blob: string;
  /** Process ids, by the names of the parts: storage, cosmos, service-bus, communication, host, host-2 … */
  readonly pids: () => Record<string, number>;
  /** How many connections each host has been given; empty where there is one host. */
  readonly served: readonly number[];
  /** Kills a part, as a crash would; resolves when it is back. */
  restart(part: string): Promise<void>;
  /** Runs whenever the part has come back: the simulator has forgotten its people then. */
  onReturn(part: string, run: () => Promise<void>): void;
}
