import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localClock } from '../clock.ts';
import { appSettings } from './app-settings.ts';
import { containerRequest } from './declare-cosmos.ts';
import { isEmulated, queueOptions } from './declare-queues.ts';
import {
  connectionsFrom,
  externalKinds,
  conflictOf,
  readExternalConnections,
} from './external-connections.ts';

function aFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'given-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'local.settings.json');
  writeFileSync(file, content);
  return file;
}
const fileWith = (Values: object) => aFile(JSON.stringify({ IsEncrypted: false, Values }));

test('settings that are empty or equal to the example count as absent', () => {
  const example = resolve(import.meta.dirname, '../../../local.settings.example.json');
  const given = readExternalConnections(example);
  expect(externalKinds(given)).toEqual(['storage']);
  const { COSMOS_ENDPOINT, COSMOS_DATABASE } = given.values;
  expect({ COSMOS_ENDPOINT, COSMOS_DATABASE }).toEqual({ COSMOS_DATABASE: 'engagement' });
});

test.each([
  [{ AzureWebJobsStorage: 'a' }, 'a', 'a'],
  [{ CONTACTS_STORAGE: 'b' }, 'b', 'b'],
  [{ AzureWebJobsStorage: 'a', CONTACTS_STORAGE: 'b' }, 'a', 'b'],
])('with %o the host keeps its blobs in %s and reads contacts from %s', (values, own, contacts) => {
  const given = connectionsFrom(values);
  const services = {
    storage: given.storage ?? '',
    cosmos: 'c',
    database: 'd',
    serviceBus: 's',
    communication: undefined,
  };
  const settings = appSettings({ services, given, port: 1, clock: localClock() });
  expect(settings).toMatchObject({ AzureWebJobsStorage: own, CONTACTS_STORAGE: contacts });
});

test('settings of a real communication resource are used only together with it', () => {
  const PUBLIC_URL = 'https://tunnel.example/api';
  const given = connectionsFrom({ PUBLIC_URL, CALLBACK_AUDIENCE: 'mine' });
  const url = 'http://127.0.0.1:9';
  const communication = {
    url,
    connectionString: 'c',
    issuer: url,
    audience: 'local',
    jwksUrl: `${url}/keys`,
  };
  const services = { storage: 's', cosmos: 'c', database: 'd', serviceBus: 'b' };
  const clock = localClock();
  const simulated = appSettings({
    services: { ...services, communication },
    given,
    port: 7,
    clock,
  });
  expect(simulated).toMatchObject({
    PUBLIC_URL: 'http://127.0.0.1:7/api',
    CALLBACK_AUDIENCE: 'local',
  });
  const real = appSettings({
    services: { ...services, communication: undefined },
    given,
    port: 7,
    clock,
  });
  expect(real).toMatchObject({ PUBLIC_URL, CALLBACK_AUDIENCE: 'mine' });
});

const [demo, empty] = [
  { empty: false, speed: 20 },
  { empty: true, speed: 1 },
];
test.each([
  [{ COMMUNICATION_CONNECTION: 'c' }, demo, 'has no simulated people'],
  [{ SERVICEBUS_CONNECTION: 's' }, demo, 'use --empty'],
  [{ SERVICEBUS_CONNECTION: 's' }, { empty: true, speed: 20 }, '--speed must be 1'],
  [{ COMMUNICATION_CONNECTION: 'c' }, empty, 'PUBLIC_URL and CALLBACK_AUDIENCE'],
  [{ COSMOS_ENDPOINT: 'https://x' }, empty, 'COSMOS_CONNECTION'],
])('%o with %o is refused with a reason', (values, flags, why) => {
  expect(conflictOf(connectionsFrom(values), flags)).toContain(why);
});

test.each([
  [{ AzureWebJobsStorage: 's', COSMOS_CONNECTION: 'c' }, demo],
  [{ SERVICEBUS_CONNECTION: 's' }, empty],
])('%o with %o is accepted', (values, flags) => {
  expect(conflictOf(connectionsFrom(values), flags)).toBeUndefined();
});

test('the error for an unusable settings file names the file', () => {
  const missing = join(tmpdir(), 'no-such', 'local.settings.json');
  expect(() => readExternalConnections(missing)).toThrow(missing);
  expect(() => readExternalConnections(aFile('{"Values":'))).toThrow('not valid JSON');
  expect(() => readExternalConnections(fileWith({ COSMOS_CONNECTION: 1 }))).toThrow(
    'Values.COSMOS_CONNECTION',
  );
  expect(() => readExternalConnections(aFile('{"IsEncrypted": true, "Values": {}}'))).toThrow(
    'encrypted',
  );
});

test('a container and a queue are created as declared', () => {
  expect(
    containerRequest({
      id: 'tasks',
      partitionKey: ['/a', '/b'],
      uniqueKeys: [['/k']],
      defaultTtl: 60,
      compositeIndexes: [[['/x', 'descending']]],
    }),
  ).toMatchObject({
    partitionKey: { paths: ['/a', '/b'], kind: 'MultiHash', version: 2 },
    uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/k'] }] },
    indexingPolicy: { compositeIndexes: [[{ path: '/x', order: 'descending' }]] },
    defaultTtl: 60,
  });
  const dial = { name: 'dial', lockDuration: 'PT1M', duplicateDetectionHistoryTimeWindow: 'PT10M' };
  const { name: _name, ...settings } = dial;
  expect(queueOptions(dial)).toEqual({ ...settings, requiresDuplicateDetection: true });
  expect(isEmulated('Endpoint=sb://localhost;UseDevelopmentEmulator=true;')).toBe(true);
});
