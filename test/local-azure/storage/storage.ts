/**
 * Blob storage: Azurite as a child process, blobs only, in memory or in a folder. Account and key are the emulator's
 * well-known ones, read from its own constants.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

export interface Storage {
  readonly connectionString: string;
  readonly port: number;
  stop(): Promise<void>;
}

interface Constants {
  EMULATOR_ACCOUNT_NAME: string;
  EMULATOR_ACCOUNT_KEY_STR: string;
}

const require = createRequire(import.meta.url);

/** Azurite cannot say which port it was given, so a free one is looked for first. */
async function freePort(): Promise<number> {
  const probe = createServer();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  probe.listen(0, '127.0.0.1', () => resolve(undefined));
  await promise;
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

export async function startStorage(
  options: { port?: number; data?: string } = {},
): Promise<Storage> {
  const port = options.port ?? (await freePort());
  const child = spawn(
    process.execPath,
    [
      require.resolve('azurite/dist/src/blob/main.js'),
      ...['--blobHost', '127.0.0.1', '--blobPort', String(port)],
      ...['--silent', '--disableTelemetry', '--skipApiVersionCheck'],
      ...(options.data === undefined ? ['--inMemoryPersistence'] : ['--location', options.data]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = Promise.withResolvers<undefined>();
  let said = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('successfully listens on')) ready.resolve(undefined);
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.once('error', ready.reject);
  child.once('exit', (code) => {
    ready.reject(new Error(`Azurite ended with code ${String(code)} before it was ready: ${said}`));
  });
  // A child must not outlive a parent that ends without stopping it.
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  await ready.promise;

  const { EMULATOR_ACCOUNT_NAME: name, EMULATOR_ACCOUNT_KEY_STR: key } =
    require('azurite/dist/src/blob/utils/constants.js') as Constants;
  return {
    port,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${port}/${name};`,
    async stop() {
      process.removeListener('exit', orphaned);
      // Memory has nothing to write down. An orderly end waits for connections that are kept alive.
      child.kill(options.data === undefined ? 'SIGKILL' : 'SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(impatience);
    },
  };
}
