/**
 * The parts of Azurite in use: its blob and queue servers, in this process, so that they end with it. Azurite is a
 * program and not a library; only the few names below depend on its internals.
 */
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Records, restoreDates } from './restore-dates.ts';
import { respondWhenSaved, type SavedResponses } from './respond-when-saved.ts';

interface Service {
  start(): Promise<void>;
  close(): Promise<void>;
  readonly httpServer: Server;
  readonly metadataStore: { db: SavedResponses & Records };
  readonly extentMetadataStore: { db: SavedResponses };
}
interface Modules {
  configuration: new (...settings: readonly unknown[]) => object;
  server: new (configuration: object) => Service;
  constants: { EMULATOR_ACCOUNT_NAME: string; EMULATOR_ACCOUNT_KEY_STR: string };
}

const require = createRequire(import.meta.url);

export type Kind = 'blob' | 'queue';
const named = { blob: 'Blob', queue: 'Queue' } as const;

/** Loaded on demand: it takes half a second that a test without storage should not wait. */
function modules(kind: Kind): Modules {
  const load = (file: string) => require(`azurite/dist/src/${kind}/${file}`) as unknown;
  const { default: configuration } = load(`${named[kind]}Configuration.js`) as {
    default: Modules['configuration'];
  };
  const { default: server } = load(`${named[kind]}Server.js`) as { default: Modules['server'] };
  // All services use the same account, which is stored with the blobs.
  const constants = require('azurite/dist/src/blob/utils/constants.js') as Modules['constants'];
  return { configuration, server, constants };
}

export interface Azurite {
  readonly server: Service['httpServer'];
  readonly port: number;
  readonly account: string;
  readonly key: string;
  stop(): Promise<void>;
}

/** `port` 0 means any free port; without `data` everything stays in memory. */
export async function startAzurite(
  kind: Kind,
  port: number,
  data: string | undefined,
): Promise<Azurite> {
  const { configuration, server, constants } = modules(kind);
  const folder = data ?? '';
  const settings = {
    host: '127.0.0.1',
    port,
    keepAliveSeconds: 5,
    records: join(folder, `__azurite_db_${kind}__.json`),
    extents: join(folder, `__azurite_db_${kind}_extent__.json`),
    content: [
      {
        locationId: 'Default',
        locationPath: join(folder, `__${kind}storage__`),
        maxConcurrency: 50,
      },
    ],
    accessLog: false,
    accessLogStream: undefined,
    debugLog: false,
    debugLogFile: undefined,
    // A newer SDK requests an API version that Azurite does not know.
    loose: false,
    skipApiVersionCheck: true,
    certificate: '',
    certificateKey: '',
    password: '',
    oauth: undefined,
    disableProductStyleUrl: false,
    inMemory: data === undefined,
  };
  const service = new server(new configuration(...Object.values(settings)));
  await service.start();
  const { httpServer } = service;
  if (data !== undefined) {
    restoreDates(service.metadataStore.db);
    // Save the extents first: a blob with an unknown extent could not be read.
    respondWhenSaved(httpServer, [service.extentMetadataStore.db, service.metadataStore.db]);
  }
  return {
    server: httpServer,
    port: (httpServer.address() as AddressInfo).port,
    account: constants.EMULATOR_ACCOUNT_NAME,
    key: constants.EMULATOR_ACCOUNT_KEY_STR,
    async stop() {
      const closed = service.close();
      httpServer.closeAllConnections();
      await closed;
    },
  };
}
