import { createServer } from 'node:net';
import { threadId } from 'node:worker_threads';

/** Below the ports that systems hand out: nobody who asks for any gets one of these before it is listened on. */
const first = 20_000;
const count = 12_000;
/** Threads and processes begin far from each other. */
let next = (process.pid * 31 + threadId * 997) % count;

/** The port to listen on: `wanted` when it is free, any free one for 0, undefined when `wanted` is taken. */
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
