import { expect, test } from 'vitest';
import { readConfig } from '../../shared/config.ts';

const complete = {
  COSMOS_CONNECTION: 'AccountEndpoint=https://a/;AccountKey=k;',
  SERVICEBUS_CONNECTION: 'Endpoint=sb://b/',
  CONTACTS_STORAGE: 'UseDevelopmentStorage=true',
  COMMUNICATION_CONNECTION: 'endpoint=https://c/;accesskey=k',
  PUBLIC_URL: 'https://app.example/api/',
  CALLBACK_AUDIENCE: 'id',
};

test('one error names every missing setting', () => {
  const message = () => readConfig({});
  for (const name of Object.keys(complete)) expect(message).toThrow(name);
});

test('an identity replaces a connection string', () => {
  const { COSMOS_CONNECTION: _, ...rest } = complete;
  expect(() => readConfig(rest)).toThrow('COSMOS_CONNECTION');
  const config = readConfig({ ...rest, COSMOS_ENDPOINT: 'https://a/' });
  expect(config.COSMOS_ENDPOINT).toBe('https://a/');
});

test('an empty setting counts as missing', () => {
  expect(() => readConfig({ ...complete, CALLBACK_AUDIENCE: '' })).toThrow('CALLBACK_AUDIENCE');
});

test('the public address defaults to the site address and has no trailing slash', () => {
  expect(readConfig(complete).publicUrl).toBe('https://app.example/api');
  const { PUBLIC_URL: _, ...rest } = complete;
  const config = readConfig({ ...rest, WEBSITE_HOSTNAME: 'x.azurewebsites.net' });
  expect(config.publicUrl).toBe('https://x.azurewebsites.net/api');
});

test('a clock with another speed needs its start', () => {
  expect(() => readConfig({ ...complete, CLOCK_SPEED: '20' })).toThrow('CLOCK_STARTED_AT');
});
