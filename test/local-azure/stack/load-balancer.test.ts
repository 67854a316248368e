import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startLoadBalancer } from './load-balancer.ts';
import { freePort } from './port.ts';

async function aHost(name: string): Promise<{ port: number; server: Server }> {
  const server = createServer((_request, response) => {
    // One connection per request, so that the load balancer routes every request again.
    response.setHeader('connection', 'close').end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, server };
}

async function startBalanced(...hosts: number[]) {
  const port = (await freePort(0)) ?? 0;
  const loadBalancer = await startLoadBalancer(port, hosts);
  onTestFinished(() => loadBalancer.stop());
  return { loadBalancer, ask: async () => (await fetch(`http://127.0.0.1:${port}`)).text() };
}

test('the load balancer sends requests to each host in turn', async () => {
  const [a, b] = [await aHost('a'), await aHost('b')];
  const { loadBalancer, ask } = await startBalanced(a.port, b.port);
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual(['a', 'b', 'a', 'b']);
  expect(loadBalancer.served).toEqual([2, 2]);
});

test('the load balancer skips a host that does not answer', async () => {
  const [a, b] = [await aHost('a'), await aHost('b')];
  const { ask } = await startBalanced(a.port, b.port);
  a.server.close();
  a.server.closeAllConnections();
  expect([await ask(), await ask(), await ask()]).toEqual(['b', 'b', 'b']);
});

test('the load balancer fails at once when no host answers', async () => {
  const { port, server } = await aHost('a');
  const { ask } = await startBalanced(port);
  server.close();
  await expect(ask()).rejects.toThrow();
});
