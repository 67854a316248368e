/** An `mcpTool` function as an MCP tool, and its result as MCP content. */
import {
  type CallToolResult,
  CallToolResultSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { textOption, type TriggeredFunction } from '../app/functions.ts';
import { type RpcData } from '../app/programming-model.ts';

const propertiesSchema = z.array(
  z.object({
    propertyName: z.string(),
    propertyType: z.string(),
    description: z.string().optional(),
    isRequired: z.boolean().optional(),
    isArray: z.boolean().optional(),
  }),
);

export function toolOf(fn: TriggeredFunction): Tool {
  const { toolProperties } = fn.trigger;
  const given: unknown = typeof toolProperties === 'string' ? JSON.parse(toolProperties) : [];
  const listed = propertiesSchema.parse(given);
  const properties = listed.map(({ propertyName, propertyType, description = '', isArray }) => [
    propertyName,
    isArray === true
      ? { type: 'array', items: { type: propertyType }, description }
      : { type: propertyType, description },
  ]);
  return {
    name: textOption(fn, 'toolName'),
    description: textOption(fn, 'description'),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(properties) as Record<string, object>,
      required: listed.filter((one) => one.isRequired === true).map((one) => one.propertyName),
    },
  };
}

/** The library encodes the result of a tool as JSON blocks inside JSON. */
const resultSchema = z.object({
  type: z.string(),
  content: z.string(),
  structuredContent: z.string().optional(),
});

export function toolResult(returned: RpcData | null | undefined): CallToolResult {
  if (typeof returned?.string !== 'string') return { content: [] };
  const { content, structuredContent } = resultSchema.parse(JSON.parse(returned.string));
  const blocks: unknown = JSON.parse(content);
  return CallToolResultSchema.parse({
    content: Array.isArray(blocks) ? blocks : [blocks],
    ...(structuredContent !== undefined && {
      structuredContent: JSON.parse(structuredContent) as unknown,
    }),
  });
}
