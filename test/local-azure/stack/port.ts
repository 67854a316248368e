import { createServer, type AddressInfo } from 'node:net';

/** The port to listen on: `wanted` when it is free, any free one for 0, undefined when `wanted` is taken. */
export async function freePort(wanted: number): Promise<number | undefined> {
  const probe = createServer();
  const opened = Promise.withResolvers<boolean>();
  probe.once('error', () => opened.resolve(false));
  probe.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => opened.resolve(true));
  if (!(await opened.promise)) return undefined;
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
