import { expect, test } from 'vitest';
import { connect, missingConnection } from '../stack/connection.ts';
import { usefulAddresses } from './useful-addresses.ts';

const stack = {
  api: connect('API', 'http://127.0.0.1:7071/api'),
  simulator: connect('simulator', 'http://127.0.0.1:7072'),
  keys: {
    host: 'key',
    master: 'master',
    system: { blobs_extension: 'b', eventgrid_extension: 'e', mcp_extension: 'm' },
  },
};

test('the demonstration prints the report of its engagement with the key', () => {
  expect(usefulAddresses(stack, true)).toContain('/engagements/renewal-calls/report?code=key');
});

test('an empty engine prints no address of the demonstration', () => {
  expect(usefulAddresses(stack, false)).not.toContain('renewal-calls');
});

test('with an external Communication Services no address of the simulator is printed', () => {
  const simulator = missingConnection('nothing is simulated');
  expect(usefulAddresses({ ...stack, simulator }, false)).not.toMatch(/journal|live calls/);
});
