/** Starts all services of the local Azure and then the app, in the order of their dependencies. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingNames } from '../../../shared/config.ts';
import { type LocalClock } from '../clock.ts';
import { appSettings } from './app-settings.ts';
import { watchBlobs } from './blob-watch.ts';
import { connect, missingConnection } from './connection.ts';
import { createServiceProcesses } from './service-processes.ts';
import { type ExternalConnections, noExternalConnections } from './external-connections.ts';
import { startHosts } from './hosts.ts';
import { blobsWebhook, registerWithSimulator, registerWithStorage } from './register-webhooks.ts';
import { readResources } from './resources.ts';
import { startServices } from './services.ts';
import { type Stack } from './stack.ts';
import { writeKeys } from './state.ts';

export type { Stack } from './stack.ts';

export interface StackStart {
  readonly stack: Promise<Stack>;
  /** Rejects when a service cannot be kept running. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
  kill(): void;
}

export interface BootOptions {
  readonly clock: LocalClock;
  readonly port: number;
  /** The folder in which services keep their data. Without it, a temporary folder that is deleted with the stack. */
  readonly data: string | undefined;
  readonly keysFile: string | undefined;
  readonly hosts?: number;
  readonly given?: ExternalConnections;
  /** Called with the name of every service that crashed and was restarted. */
  readonly say?: (line: string) => void;
}

export function boot(options: BootOptions): StackStart {
  const {
    clock,
    port,
    given = noExternalConnections,
    say = (line) => console.error(line),
  } = options;
  const scratch = mkdtempSync(join(tmpdir(), 'local-azure-'));
  const data = options.data ?? join(scratch, 'data');
  const keysFile = options.keysFile ?? writeKeys(join(scratch, 'keys.json'));
  // An app setting of the shell would override the settings file.
  const own = new Set([...settingNames, 'AzureWebJobsStorage']);
  const inherited = Object.entries(process.env).filter(([name]) => !own.has(name));
  const parts = createServiceProcesses(
    { ...Object.fromEntries(inherited), ...clock.settings },
    say,
  );
  const endings: (() => Promise<void>)[] = [];

  async function bootAll(): Promise<Stack> {
    const resources = readResources();
    const services = await startServices({ parts, data, given, resources });
    const settings = join(scratch, 'local.settings.json');
    const Values = appSettings({ services, given, port, clock });
    writeFileSync(settings, JSON.stringify({ IsEncrypted: false, Values }), { mode: 0o600 });
    const count = options.hosts ?? 1;
    const app = await startHosts({ parts, port, count, settings, keysFile });
    endings.push(app.stop);

    const { communication, eventGrid } = services;
    const simulator =
      communication === undefined
        ? missingConnection('A real Communication Services was given: nothing is simulated.')
        : connect('simulator', communication.url);
    if (communication !== undefined) {
      await registerWithSimulator(simulator, app);
      parts.onReturn('communication', () => registerWithSimulator(simulator, app));
    }
    if (eventGrid === undefined) {
      const watched = { connection: services.storage, container: 'contacts' };
      endings.push(watchBlobs({ ...watched, webhook: blobsWebhook(app), say }));
    } else {
      const introduce = () => registerWithStorage(connect('storage', eventGrid), app);
      await introduce();
      // Event Grid remembers its subscribers but delivers pending events only after a new subscription.
      parts.onReturn('storage', introduce);
    }
    return {
      api: connect('API', app.api, app.keys.host),
      simulator,
      keys: app.keys,
      functions: app.functions,
      cosmos: services.cosmosPlace,
      serviceBus: services.serviceBus,
      blob: services.storage,
      pids: () => parts.pids(),
      served: app.served,
      restart: (part) => parts.get(part).restart(),
      onReturn: (part, run) => parts.onReturn(part, run),
    };
  }

  return {
    stack: bootAll(),
    failure: parts.failure,
    async stop() {
      await Promise.all(endings.map((end) => end()));
      await parts.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
    kill() {
      parts.kill();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
