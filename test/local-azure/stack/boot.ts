/** All parts of the local Azure and the app on them, in the order in which they need each other. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { z } from 'zod';
import { settingNames } from '../../../shared/config.ts';
import { type LocalClock } from '../clock.ts';
import { connect, type Connection } from './connection.ts';
import { type Part, startPart } from './part.ts';
import { keysSchema, type HostKeys } from './state.ts';

const root = resolve(import.meta.dirname, '../../..');
const resources = join(root, 'infra/resources.json');
const main = (part: string) => join(root, 'test/local-azure', part, 'main.ts');

const words = z.object({
  storage: z.object({ connectionString: z.string() }),
  cosmos: z.object({ endpoint: z.string(), key: z.string() }),
  bus: z.object({ connectionString: z.string() }),
  communication: z.object({
    url: z.string(),
    connectionString: z.string(),
    issuer: z.string(),
    audience: z.string(),
    jwksUrl: z.string(),
  }),
  host: z.object({ url: z.string(), api: z.string(), keys: keysSchema, functions: z.number() }),
}).shape;
type Said<K extends keyof typeof words> = z.infer<(typeof words)[K]>;

export interface Stack {
  readonly api: Connection;
  readonly simulator: Connection;
  readonly keys: HostKeys;
  readonly functions: number;
  readonly cosmos: Said<'cosmos'> & { database: string };
  readonly serviceBus: string;
  readonly blob: string;
  readonly hostPid: number;
}

export interface Booting {
  readonly stack: Promise<Stack>;
  /** Rejects when a part ends that should be running. */
  readonly death: Promise<never>;
  /** The host first, so that nothing fails for want of what is behind it. */
  stop(): Promise<void>;
  kill(): void;
}

export function boot(options: {
  clock: LocalClock;
  port: number;
  data: string | undefined;
  keysFile: string | undefined;
}): Booting {
  const { clock, port, data, keysFile } = options;
  const parts: Part[] = [];
  const death = Promise.withResolvers<never>();
  const scratch = mkdtempSync(join(tmpdir(), 'local-azure-'));
  // A setting of the shell's would win over the settings file.
  const inherited = Object.entries(process.env).filter(([name]) => !settingNames.includes(name));
  const env = { ...Object.fromEntries(inherited), ...clock.settings };

  async function start<K extends keyof typeof words>(
    name: K,
    folder: string,
    args: readonly string[],
  ): Promise<Said<K>> {
    const part = startPart({ name: folder, main: main(folder), args, env });
    parts.push(part);
    part.death.catch((error: unknown) => death.reject(error));
    return words[name].parse(await part.ready) as Said<K>;
  }

  const kept = (folder: string) => (data === undefined ? [] : ['--data', join(data, folder)]);

  async function bootAll(): Promise<Stack> {
    const [storage, cosmos, bus, communication] = await Promise.all([
      start('storage', 'storage', kept('storage')),
      start('cosmos', 'cosmos', ['--resources', resources, ...kept('cosmos')]),
      start('bus', 'service-bus', ['--resources', resources, ...kept('service-bus')]),
      start('communication', 'communication', []),
    ]);
    const declared = z
      .object({
        cosmos: z.object({ database: z.string() }),
        blob: z.object({ containers: z.array(z.object({ name: z.string() })) }),
      })
      .parse(JSON.parse(readFileSync(resources, 'utf8')));
    const blobs = BlobServiceClient.fromConnectionString(storage.connectionString);
    for (const { name } of declared.blob.containers) {
      await blobs.getContainerClient(name).createIfNotExists();
    }

    const settings = join(scratch, 'local.settings.json');
    const Values = {
      COSMOS_CONNECTION: `AccountEndpoint=${cosmos.endpoint};AccountKey=${cosmos.key};`,
      COSMOS_DATABASE: declared.cosmos.database,
      SERVICEBUS_CONNECTION: bus.connectionString,
      CONTACTS_STORAGE: storage.connectionString,
      AzureWebJobsStorage: storage.connectionString,
      COMMUNICATION_CONNECTION: communication.connectionString,
      COGNITIVE_SERVICES_ENDPOINT: 'https://cognitive.local/',
      PUBLIC_URL: `http://127.0.0.1:${port}/api`,
      CALLBACK_ISSUER: communication.issuer,
      CALLBACK_AUDIENCE: communication.audience,
      CALLBACK_JWKS_URL: communication.jwksUrl,
      ...clock.settings,
    };
    writeFileSync(settings, JSON.stringify({ IsEncrypted: false, Values }), { mode: 0o600 });
    const keys = keysFile === undefined ? [] : ['--keys', keysFile];
    const host = await start('host', 'host', [
      ...['--port', String(port), '--settings', settings],
      ...keys,
    ]);

    const simulator = connect('simulator', communication.url);
    const system = encodeURIComponent(host.keys.system.eventgrid_extension);
    const webhook = `/runtime/webhooks/eventgrid?functionName=sms-events&code=${system}`;
    await simulator.put('/event-grid', { endpoint: `${host.url}${webhook}` });
    await simulator.put('/desktop', { api: host.api, key: host.keys.function });
    return {
      api: connect('API', host.api, host.keys.function),
      simulator,
      keys: host.keys,
      functions: host.functions,
      cosmos: { ...cosmos, database: declared.cosmos.database },
      serviceBus: bus.connectionString,
      blob: storage.connectionString,
      hostPid: parts.find(({ name }) => name === 'host')?.pid ?? 0,
    };
  }

  death.promise.catch(() => undefined);
  return {
    stack: bootAll(),
    death: death.promise,
    async stop() {
      const host = parts.filter(({ name }) => name === 'host');
      await Promise.all(host.map((part) => part.stop()));
      await Promise.all(parts.map((part) => part.stop()));
      rmSync(scratch, { recursive: true, force: true });
    },
    kill() {
      for (const part of parts) part.kill();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
