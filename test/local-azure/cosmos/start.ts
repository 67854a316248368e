import { type AddressInfo } from 'node:net';
import { localClock, type LocalClock } from '../clock.ts';
import { resourceOf, type DatabaseDefinition } from './definition.ts';
import { authorizer } from './http/authorize.ts';
import { close, listen } from './http/listen.ts';
import { withDefaults } from './http/resources.ts';
import { throttle } from './http/throttle.ts';
import { catalog, type Catalog } from './store/catalog.ts';
import { lag } from './store/lag.ts';
import { openStore } from './store/open.ts';

export { type ContainerDefinition, type DatabaseDefinition } from './definition.ts';

/** The public key of the emulator of Microsoft. */
const wellKnownKey =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export interface CosmosOptions {
  /** 0, the default, means any free port. */
  port?: number;
  key?: string;
  clock?: LocalClock;
  /** The SQLite file; in memory if absent. */
  file?: string;
  /** Databases and containers to create. An existing container gets the declared indexes and time to live. */
  databases?: DatabaseDefinition[];
}
export interface Cosmos {
  endpoint: string;
  key: string;
  stop: () => Promise<void>;
  /** Refuses every n-th request for documents with 429; null disables it. */
  throttle: (every: number | null, retryAfterMs?: number) => void;
  /** Sends an empty page with a continuation before every page of a query. */
  emptyPages: (on: boolean) => void;
  /** Delays reads outside the session of the writer by this many milliseconds; null disables it. */
  lag: (ms: number | null) => void;
}

export async function startCosmos(options: CosmosOptions = {}): Promise<Cosmos> {
  const { key = wellKnownKey, clock = localClock() } = options;
  const db = openStore(options.file);
  const resources = catalog(db, clock);
  for (const definition of options.databases ?? []) ensure(resources, definition);
  const switches = { throttle: throttle(), emptyPages: { on: false }, lag: lag(db) };
  const account = { ...switches, db, catalog: resources, clock, authorize: authorizer(key) };
  const server = await listen(account, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/`,
    key,
    stop: async () => {
      await close(server);
      switches.lag.set(null);
      db.close();
    },
    throttle: switches.throttle.set,
    emptyPages: (on) => {
      switches.emptyPages.on = on;
    },
    lag: switches.lag.set,
  };
}

function ensure(resources: Catalog, { id, containers }: DatabaseDefinition): void {
  const database = resources.databases.get(id) ?? resources.createDatabase({ id });
  for (const definition of containers) {
    const resource = withDefaults(resourceOf(definition));
    const existing = database.containers.get(definition.id);
    if (!existing) resources.createContainer(database, resource);
    else if (JSON.stringify(existing.resource) !== JSON.stringify(resource)) {
      resources.replaceContainer(database, existing, resource);
    }
  }
}
