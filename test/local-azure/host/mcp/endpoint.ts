/**
 * The MCP extension's endpoint, `/runtime/webhooks/mcp`: the app's `mcpTool` functions as tools, over streamable HTTP
 * with the official SDK. Requests are stateless, so no session is lost when a host ends.
 */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { type TriggeredFunction } from '../app/functions.ts';
import { type RunFunction } from '../app/runner.ts';
import { type Keys, opensExtension, presentedKey } from '../http/keys.ts';
import { type Endpoint } from '../http/server.ts';
import { toolOf, toolResult } from './tool.ts';

export function mcpEndpoint(options: {
  functions: readonly TriggeredFunction[];
  keys: Keys;
  run: RunFunction;
}): Endpoint {
  const { keys, run } = options;
  const tools = new Map(options.functions.map((fn) => [toolOf(fn).name, { fn, tool: toolOf(fn) }]));

  function mcpServer() {
    // The schemas of the tools are already JSON, so the low-level request handlers return them.
    const whole = new McpServer(
      { name: 'Azure Functions MCP server (local host)', version: '1.0.0' },
      { capabilities: { tools: {} } },
    );
    const { server } = whole;
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: [...tools.values()].map(({ tool }) => tool),
    }));
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      const entry = tools.get(params.name);
      const failed = (text: string) => ({
        content: [{ type: 'text' as const, text }],
        isError: true,
      });
      if (!entry) return failed(`Unknown tool: '${params.name}'`);
      const args = params.arguments ?? {};
      const missing = (entry.tool.inputSchema.required ?? []).filter((name) => !(name in args));
      if (missing.length > 0) return failed(`Missing required argument(s): ${missing.join(', ')}`);
      const invocation = {
        name: params.name,
        arguments: args,
        transport: { name: 'http-streamable' },
      };
      try {
        const { returned } = await run(entry.fn, {
          data: { json: JSON.stringify(invocation) },
          metadata: { mcptoolargs: { json: JSON.stringify(args) } },
        });
        return toolResult(returned);
      } catch {
        // The cause is in the log; as in the real host, the caller only learns that the call failed.
        return failed(`An error occurred invoking '${params.name}'.`);
      }
    });
    return whole;
  }

  return async (request, response, _path, query) => {
    const key = presentedKey(request, new URLSearchParams(query));
    if (!opensExtension('mcp_extension', key, keys)) return { status: 401 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    const server = mcpServer();
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response);
    return undefined;
  };
}
