/**
 * What is used of Azurite: its blob and queue servers, run in this process, so that they cannot outlive it. Azurite is a program and
 * no library; the few names below are all that is known of its inside.
 */
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Records, reviveInstants } from './revived.ts';
import { answerWhenSaved, type Saved } from './saved.ts';

interface Service {
  start(): Promise<void>;
  close(): Promise<void>;
  readonly httpServer: Server;
  readonly metadataStore: { db: Saved & Records };
  readonly extentMetadataStore: { db: Saved };
}
interface Modules {
  configuration: new (...settings: readonly unknown[]) => object;
  server: new (configuration: object) => Service;
  constants: { EMULATOR_ACCOUNT_NAME: string; EMULATOR_ACCOUNT_KEY_STR: string };
}

const require = createRequire(import.meta.url);

export type Kind = 'blob' | 'queue';
const named = { blob: 'Blob', queue: 'Queue' } as const;

/** Loaded on demand: half a second that a test which needs no storage should not wait. */
function modules(kind: Kind): Modules {
  const load = (file: string) => require(`azurite/dist/src/${kind}/${file}`) as unknown;
  const { default: configuration } = load(`${named[kind]}Configuration.js`) as {
    default: Modules['configuration'];
  };
  const { default: server } = load(`${named[kind]}Server.js`) as { default: Modules['server'] };
  // The account is the same for all services, and written down with the blobs.
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

/** `port` 0 is any free one; without `data` everything is in memory. */
export async function startAzurite(
  kind: Kind,
  port: number,
  data: string | undefined,
): Promise<Azurite> {
  const { configuration, server, constants } = modules(kind);
  const folder = data ?? '';
  const settings = {
    ...{ host: '127.0.0.1', port, keepAliveSeconds: 5 },
    records: join(folder, `__azurite_db_${kind}__.json`),
    extents: join(folder, `__azurite_db_${kind}_extent__.json`),
    content: [
      {
        locationId: 'Default',
        locationPath: join(folder, `__${kind}storage__`),
        maxConcurrency: 50,
      },
    ],
    ...{ accessLog: false, accessLogStream: undefined, debugLog: false, debugLogFile: undefined },
    // An SDK newer than Azurite asks for a version that it does not know.
    ...{ loose: false, skipApiVersionCheck: true },
    ...{ certificate: '', certificateKey: '', password: '', oauth: undefined },
    ...{ disableProductStyleUrl: false, inMemory: data === undefined },
  };
  const service = new server(new configuration(...Object.values(settings)));
  await service.start();
  const { httpServer } = service;
  if (data !== undefined) {
    reviveInstants(service.metadataStore.db);
    // The content's places first: a blob whose place is not known could not be read.
    answerWhenSaved(httpServer, [service.extentMetadataStore.db, service.metadataStore.db]);
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
