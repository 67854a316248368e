import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/files.ts';
import { type Host, startHost } from '../host.ts';

let host: Host;
let client: Client;

beforeAll(async () => {
  host = await startHost({ functions: fixtureFiles('tools'), sink: () => undefined });
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${host.url}/runtime/webhooks/mcp`), {
      requestInit: { headers: { 'x-functions-key': host.keys.system['mcp_extension'] ?? '' } },
    }),
  );
});
afterAll(async () => {
  await client.close();
  await host.stop();
});

test('tools are listed with their properties as a schema', async () => {
  const { tools } = await client.listTools();
  expect(tools).toEqual([
    {
      name: 'greet',
      description: 'Greets a person.',
      inputSchema: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'The name to greet' },
          times: { type: 'integer', description: 'How often' },
        },
        required: ['name'],
      },
    },
  ]);
});

test('a call runs the function with its arguments in the trigger metadata', async () => {
  const result = await client.callTool({ name: 'greet', arguments: { name: 'Ada', times: 2 } });
  expect(result.content).toEqual([
    { type: 'text', text: JSON.stringify({ greeting: 'Hello AdaHello Ada' }) },
  ]);
});

test('a failing tool, an unknown tool and a missing argument are tool errors', async () => {
  const failing = await client.callTool({ name: 'greet', arguments: { name: 'nobody' } });
  const unknown = await client.callTool({ name: 'bow', arguments: {} });
  const missing = await client.callTool({ name: 'greet', arguments: {} });
  expect([failing, unknown, missing].map((result) => result.isError)).toEqual([true, true, true]);
});

test('without the extension key the endpoint is 401', async () => {
  const response = await fetch(`${host.url}/runtime/webhooks/mcp`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(401);
});
