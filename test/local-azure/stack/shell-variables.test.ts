import { expect, test } from 'vitest';
import { connect, missingConnection } from './connection.ts';
import { shellVariables } from './shell-variables.ts';

const accountKey = Buffer.from('account key').toString('base64');
const blob = `DefaultEndpointsProtocol=http;AccountName=local;AccountKey=${accountKey};BlobEndpoint=http://127.0.0.1:10000/local;`;
const stack = {
  api: connect('API', 'http://127.0.0.1:7071/api'),
  simulator: connect('simulator', 'http://127.0.0.1:7072'),
  keys: {
    host: 'key==',
    master: 'master',
    system: { blobs_extension: 'b', eventgrid_extension: 'e', mcp_extension: 'm' },
  },
  blob,
};

test('with local services, the variables name the API, its key, the contact files and the simulator', async () => {
  const lines = (await shellVariables(stack, true)).split('\n');
  expect(lines).toEqual([
    `API='http://127.0.0.1:7071/api'`,
    `KEY='key=='`,
    `CONTACTS='http://127.0.0.1:10000/local/contacts'`,
    expect.stringMatching(/^SAS='sv=[^']+&sig=[^']+'$/),
    `STORAGE='${blob}'`,
    `SIMULATOR='http://127.0.0.1:7072'`,
  ]);
});

test('with an external storage account, no variable contains one of its keys', async () => {
  const lines = (await shellVariables(stack, false)).split('\n');
  expect(lines.map((line) => line.split('=')[0])).toEqual(['API', 'KEY', 'SIMULATOR']);
});

test('with an external Communication Services there is no simulator and no variable for it', async () => {
  const simulator = missingConnection('nothing is simulated');
  expect(await shellVariables({ ...stack, simulator }, false)).not.toContain('SIMULATOR');
});
