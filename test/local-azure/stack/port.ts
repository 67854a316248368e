import { createServer } from 'node:net';
import { threadId } from 'node:worker_threads';

/** Below the range from which operating systems assign ports, so no other process receives one of these by chance. */
const first = 20_000;
const count = 12_000;
/** Threads and processes start far apart in the range. */
let next = (process.pid * 31 + threadId * 997) % count;

/** The port to listen on: `wanted` if it is free, and any free port for 0. Undefined if `wanted` is in use. */
export async function freePort(wanted: number): Promise<number | undefined> {
  if (wanted !== 0) return (await isFree(wanted)) ? wanted : undefined;
  for (let tries = 0; tries < count; tries += 1) {
    next = (next + 1) % count;
    if (await isFree(first + next)) return first + next;
  }
  return undefined;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const opened = Promise.withResolvers<boolean>();
  probe.once('error', () => opened.resolve(false));
  probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => opened.resolve(true));
  if (!(await opened.promise)) return false;
  await new Promise((closed) => probe.close(closed));
  return true;
}
