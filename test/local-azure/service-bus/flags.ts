/** Reads the command line flags. An invalid flag is refused with one line. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { QueueDefinition } from './server.ts';

export interface Flags {
  readonly port: number;
  readonly queues: readonly QueueDefinition[];
  readonly data?: string;
}

const resourcesSchema = z.object({
  serviceBus: z.object({ queues: z.array(z.custom<QueueDefinition>(() => true)) }),
});

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535, not '${text}'.`);
}

function queuesIn(file: string): QueueDefinition[] {
  const read = resourcesSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data.serviceBus.queues;
  throw new Error(`--resources: ${file} must have a list at serviceBus.queues.`);
}

export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      resources: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const { port, resources, data } = values;
  if (resources === undefined) throw new Error('--resources FILE is missing.');
  return {
    port: portOf(port),
    queues: queuesIn(resources),
    ...(data !== undefined && { data }),
  };
}
