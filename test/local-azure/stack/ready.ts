/** The ready line of each service. */
import { z } from 'zod';

export const readyContent = {
  storage: z.object({
    connectionString: z.string(),
    /** The address at which blob-event subscriptions are created. */
    eventGrid: z.string().optional(),
  }),
  cosmos: z.object({ endpoint: z.string(), key: z.string() }),
  'service-bus': z.object({ connectionString: z.string() }),
  communication: z.object({
    url: z.string(),
    connectionString: z.string(),
    issuer: z.string(),
    audience: z.string(),
    jwksUrl: z.string(),
  }),
  host: z.object({
    url: z.string(),
    api: z.string(),
    functions: z.number(),
    keys: z.object({
      host: z.string(),
      master: z.string(),
      system: z.record(z.string(), z.string()),
    }),
  }),
};

export type ServiceKind = keyof typeof readyContent;
export type ReadyContent<K extends ServiceKind> = z.infer<(typeof readyContent)[K]>;
export type Ready = Readonly<Record<string, unknown>>;

const portOf = (text: unknown): string => {
  const port = typeof text === 'string' ? /:\/\/[^/:;]+:(\d+)/.exec(text)?.[1] : undefined;
  if (port === undefined) throw new Error(`No port in '${String(text)}'.`);
  return port;
};

/** The flags that restart a service at the same address: its clients know that address. */
export function sameAddressFlags(kind: ServiceKind, ready: Ready): string[] {
  const { connectionString, endpoint, url } = ready;
  const place = ['--port', portOf(endpoint ?? url ?? connectionString)];
  if (kind !== 'storage') return place;
  const queues = /QueueEndpoint=([^;]+)/.exec(String(connectionString))?.[1];
  if (queues !== undefined) place.push('--queue-port', portOf(queues));
  if (ready['eventGrid'] !== undefined) place.push('--event-grid-port', portOf(ready['eventGrid']));
  return place;
}
