// The whole app on a local Azure, for tests through its endpoints.
import { BlobServiceClient } from '@azure/storage-blob';
import { type LocalClock, localClock } from '../local-azure/clock.ts';
import { boot, type BootOptions, type Stack } from '../local-azure/stack/boot.ts';
import { freePort } from '../local-azure/stack/port.ts';

export interface LocalApp {
  stack: Stack;
  clock: LocalClock;
  /** Any request, with the host key unless `headers` replaces it. */
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: unknown }>;
  drop(path: string, content: string | Buffer): Promise<void>;
  stop(): Promise<void>;
}

/** A Tuesday noon in New York: every window of the tests' contacts is open. */
export const tuesdayNoon = Date.parse('2026-11-24T17:00:00.000Z');

export async function bootLocalApp(
  speed = 10,
  options: Partial<Pick<BootOptions, 'hosts' | 'given' | 'say'>> = {},
): Promise<LocalApp> {
  const port = (await freePort(0)) ?? 0;
  const clock = localClock({ speed, start: tuesdayNoon });
  const booting = boot({ clock, port, data: undefined, keysFile: undefined, ...options });
  const stack = await booting.stack;
  const api = `http://127.0.0.1:${port}/api`;
  const contacts = BlobServiceClient.fromConnectionString(stack.blob).getContainerClient(
    'contacts',
  );

  return {
    stack,
    clock,
    async request(method, path, body, headers = { 'x-functions-key': stack.keys.host }) {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : text;
      return { status: response.status, headers: response.headers, body: parsed };
    },
    async drop(path, content) {
      const bytes = Buffer.from(content);
      await contacts.getBlockBlobClient(path).uploadData(bytes);
    },
    stop: () => booting.stop(),
  };
}
