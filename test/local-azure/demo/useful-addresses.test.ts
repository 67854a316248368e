import { expect, test } from 'vitest';
import { connect } from '../stack/connection.ts';
import { usefulAddresses } from './useful-addresses.ts';

const blob = 'BlobEndpoint=http://127.0.0.1:10000/local;';
const stack = {
  api: connect('API', 'http://127.0.0.1:7071/api'),
  simulator: connect('simulator', 'http://127.0.0.1:7072'),
  keys: {
    host: 'key',
    master: 'master',
    system: { blobs_extension: 'b', eventgrid_extension: 'e', mcp_extension: 'm' },
  },
  blob,
};

test('an empty engine prints one line that says where to drop a CSV', () => {
  const lines = usefulAddresses(stack, false).split('\n');
  const [line, ...others] = lines.filter((one) => one.includes('CSV'));
  expect(line).toContain(`contacts/{engagementId}/ in the storage ${blob}`);
  expect(others).toEqual([]);
});

test('the demonstration prints no such line because it drops its own file', () => {
  expect(usefulAddresses(stack, true)).not.toContain('CSV');
});
