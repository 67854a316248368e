/** Service Bus clients by connection string, one per connection of the app's functions. */
import { ServiceBusClient } from '@azure/service-bus';

export interface ServiceBusClients {
  of(connectionString: string): ServiceBusClient;
  close(): Promise<void>;
}

// The default is 30 seconds: a receiver would stay away that long after a restart of the emulator.
const localRetry = { retryDelayInMs: 200, maxRetryDelayInMs: 1000 };

export function serviceBusClients(): ServiceBusClients {
  const clients = new Map<string, ServiceBusClient>();
  return {
    of(connectionString) {
      const existing = clients.get(connectionString);
      if (existing) return existing;
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
