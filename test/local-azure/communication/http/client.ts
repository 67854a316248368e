import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Sending {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Received {
  readonly status: number;
  readonly text: string;
}

const answerTimeoutMs = 30_000;

/** Sends requests to the app over persistent connections, with node:http: fetch costs several times as much. */
export function httpClient() {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });

  function send({ method, url, headers, body = '' }: Sending): Promise<Received> {
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const options = {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: answerTimeoutMs,
      };
      const sending =
        target.protocol === 'https:'
          ? httpsRequest(target, options)
          : httpRequest(target, { ...options, agent });
      sending.once('error', reject);
      sending.once('timeout', () =>
        sending.destroy(new Error(`${target.host} did not respond in time.`)),
      );
      sending.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
        );
      });
      sending.end(body);
    });
  }

  return { send, stop: () => agent.destroy() };
}
export type HttpClient = ReturnType<typeof httpClient>;
