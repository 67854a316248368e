/**
 * One address for several hosts, like Azure's front end for the instances of an app. Every connection goes to the
 * next host, and skips hosts that do not answer.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface LoadBalancer {
  /** The number of connections per host. */
  readonly served: readonly number[];
  readonly stop: () => Promise<void>;
}

export async function startLoadBalancer(
  port: number,
  hosts: readonly number[],
): Promise<LoadBalancer> {
  const served = hosts.map(() => 0);
  const sockets = new Set<Socket>();
  let turn = 0;

  function hold(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  }

  function lead(visitor: Socket, tried: number): void {
    if (visitor.destroyed || tried === hosts.length) {
      visitor.destroy();
      return;
    }
    const index = turn++ % hosts.length;
    const host = connect({ host: '127.0.0.1', port: hosts[index] ?? 0 });
    const refused = () => lead(visitor, tried + 1);
    host.once('error', refused);
    host.once('connect', () => {
      host.removeListener('error', refused);
      served[index] = (served[index] ?? 0) + 1;
      hold(host);
      visitor.pipe(host).pipe(visitor);
      // When one side closes, close the other side as well, so that neither waits forever.
      visitor.once('close', () => host.destroy());
      host.once('close', () => visitor.destroy());
    });
  }

  const server = createServer((visitor) => {
    hold(visitor);
    lead(visitor, 0);
  });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(undefined));
  await promise;
  return {
    served,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
