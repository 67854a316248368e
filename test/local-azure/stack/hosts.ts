/** The app's hosts: one host at the requested port, or several behind a load balancer at that port. */
import { type ServiceProcesses } from './service-processes.ts';
import { startLoadBalancer } from './load-balancer.ts';
import { type AppAddress } from './register-webhooks.ts';
import { keysSchema } from './state.ts';

export interface Hosts extends AppAddress {
  readonly functions: number;
  readonly served: readonly number[];
  readonly stop: () => Promise<void>;
}

export async function startHosts(options: {
  parts: ServiceProcesses;
  port: number;
  count: number;
  settings: string;
  keysFile: string;
}): Promise<Hosts> {
  const { parts, port, count, settings, keysFile } = options;
  const shared = ['--settings', settings, '--keys', keysFile];
  const names = Array.from({ length: count }, (_, index) =>
    index === 0 ? 'host' : `host-${String(index + 1)}`,
  );
  const own = String(count === 1 ? port : 0);
  const hosts = await Promise.all(
    names.map((name) => parts.start('host', ['--port', own, '--instance', name, ...shared], name)),
  );
  const [first] = hosts;
  if (first === undefined) throw new Error('At least one host is required.');
  const { functions } = first;
  const keys = keysSchema.parse(first.keys);
  if (count === 1) {
    const { url, api } = first;
    return { url, api, keys, functions, served: [], stop: async () => undefined };
  }
  const loadBalancer = await startLoadBalancer(
    port,
    hosts.map(({ url }) => Number(new URL(url).port)),
  );
  const url = `http://127.0.0.1:${String(port)}`;
  const api = `${url}${new URL(first.api).pathname}`;
  return { url, api, keys, functions, served: loadBalancer.served, stop: loadBalancer.stop };
}
