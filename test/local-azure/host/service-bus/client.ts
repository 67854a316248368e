/** Service Bus clients by connection string, one for each connection that the app's functions name. */
import { ServiceBusClient } from '@azure/service-bus';

export interface ServiceBusClients {
  of(connectionString: string): ServiceBusClient;
  close(): Promise<void>;
}

// 30 seconds by default, which is how long a receiver would stay away after the emulator was restarted.
const localRetry = { retryDelayInMs: 200, maxRetryDelayInMs: 1000 };

export function serviceBusClients(): ServiceBusClients {
  const clients = new Map<string, ServiceBusClient>();
  return {
    of(connectionString) {
      const known = clients.get(connectionString);
      if (known) return known;
      const local = /UseDevelopmentEmulator\s*=\s*true/i.test(connectionString);
      const client = new ServiceBusClient(
        connectionString,
        local ? { retryOptions: localRetry } : {},
      );
      clients.set(connectionString, client);
      return client;
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
