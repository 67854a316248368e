/** The local Service Bus as a process: --port, --resources FILE (whose serviceBus.queues are made), --data DIR. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { clockFromEnvironment } from '../clock.ts';
import { runPart } from '../part.ts';
import { startServiceBus, type QueueDefinition } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    resources: { type: 'string' },
    data: { type: 'string' },
  },
});
if (values.resources === undefined) throw new Error('--resources FILE is missing.');

const resources = z
  .object({
    serviceBus: z.object({ queues: z.array(z.custom<QueueDefinition>(() => true)) }),
  })
  .parse(JSON.parse(readFileSync(values.resources, 'utf8')));

const serviceBus = await startServiceBus({
  port: Number(values.port),
  clock: clockFromEnvironment(),
  queues: resources.serviceBus.queues,
  ...(values.data !== undefined && { data: values.data }),
});

runPart({ connectionString: serviceBus.connectionString }, () => serviceBus.stop());
