import { expect, test } from 'vitest';
import { readHostJson } from './host-json.ts';

test('host.json settings that are not followed are named, and only those', () => {
  const { ignored } = readHostJson({
    version: '2.0',
    logging: { logLevel: { default: 'Information' } },
    healthMonitor: { enabled: true },
    extensions: {
      http: { routePrefix: 'x', hsts: { isEnabled: true } },
      serviceBus: { maxConcurrentCalls: 4, transportType: 'amqpWebSockets' },
      cosmosDB: {},
    },
  });
  expect(ignored).toEqual([
    'healthMonitor',
    'extensions.cosmosDB',
    'extensions.http.hsts',
    'extensions.serviceBus.transportType',
  ]);
});

test('host.json of another version, or with an unreadable duration, is refused by its path', () => {
  expect(() => readHostJson({})).toThrow('"version": "2.0"');
  const extensions = { serviceBus: { sessionIdleTimeout: 'a while' } };
  expect(() => readHostJson({ version: '2.0', extensions })).toThrow(
    "extensions.serviceBus.sessionIdleTimeout 'a while' is not a TimeSpan",
  );
});
