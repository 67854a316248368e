import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readHostJson } from './host-json.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (more: object) => readHostJson({ version: '2.0', ...more });

test('unsupported host.json settings are reported by path, and supported ones are not', () => {
  const { ignored } = read({
    logging: { logLevel: { default: 'Information' }, console: { isEnabled: true } },
    healthMonitor: { enabled: true },
    singleton: { lockPeriod: '00:00:15', listenerLockPeriod: '00:00:20' },
    extensions: {
      http: { routePrefix: 'x', customHeaders: { 'x-any': 'y' }, hsts: { isEnabled: true } },
      serviceBus: { maxConcurrentCalls: 4, transportType: 'amqpWebSockets' },
      cosmosDB: {},
    },
  });
  expect(ignored).toEqual([
    'logging.console',
    'healthMonitor',
    'singleton.lockPeriod',
    'extensions.http.hsts',
    'extensions.serviceBus.transportType',
    'extensions.cosmosDB',
  ]);
});

test("the app's own host.json is supported except for telemetry", () => {
  const { ignored } = readHostJson(JSON.parse(readFileSync(resolve(root, 'host.json'), 'utf8')));
  expect(ignored).toEqual(['logging.applicationInsights']);
});

test('missing host.json settings have the defaults of the real host', () => {
  const { settings } = read({});
  expect(settings).toEqual({
    version: '2.0',
    functionTimeout: 30 * 60_000,
    logging: { logLevel: {} },
    singleton: { listenerLockPeriod: 60_000, listenerLockRecoveryPollingInterval: 60_000 },
    extensions: {
      http: {
        routePrefix: 'api',
        maxOutstandingRequests: -1,
        maxConcurrentRequests: -1,
        customHeaders: {},
      },
      serviceBus: {
        autoCompleteMessages: true,
        maxConcurrentCalls: 16,
        maxConcurrentSessions: 8,
        maxConcurrentCallsPerSession: 1,
        maxMessageBatchSize: 1000,
        prefetchCount: 0,
        maxAutoLockRenewalDuration: 300_000,
        sessionIdleTimeout: 60_000,
      },
      blobs: { maxDegreeOfParallelism: 8, poisonBlobThreshold: 5 },
    },
  });
});

test('a functionTimeout of -1 means no timeout', () => {
  expect(read({ functionTimeout: '-1' }).settings.functionTimeout).toBe(Infinity);
});

test.each([
  [{ version: '1.0' }, '"version": "2.0"'],
  [{ functionTimeout: 'soon' }, "functionTimeout 'soon' is not a TimeSpan"],
  [{ functionTimeout: '00:00:00.5' }, 'functionTimeout must be at least 00:00:01'],
  [
    { extensions: { serviceBus: { sessionIdleTimeout: 'a while' } } },
    "extensions.serviceBus.sessionIdleTimeout 'a while' is not a TimeSpan",
  ],
  [
    { singleton: { listenerLockPeriod: '00:00:10' } },
    'singleton.listenerLockPeriod must be between 00:00:15 and 00:01:00',
  ],
  [
    { singleton: { listenerLockRecoveryPollingInterval: '00:00:01' } },
    'singleton.listenerLockRecoveryPollingInterval must be at least 00:00:15',
  ],
  [{ logging: { logLevel: { Host: 'Loud' } } }, "logging.logLevel.Host 'Loud' is not a log level"],
])('%j is refused, and the error has its path', (more, why) => {
  expect(() => read(more)).toThrow(why);
});
