/** What each part says when it is ready. */
import { z } from 'zod';

export const said = {
  storage: z.object({
    connectionString: z.string(),
    /** Where Event Grid's subscriptions to the blobs are made. */
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

export type PartKind = keyof typeof said;
export type Said<K extends PartKind> = z.infer<(typeof said)[K]>;
export type Ready = Readonly<Record<string, unknown>>;

const portOf = (text: unknown): string => {
  const port = typeof text === 'string' ? /:\/\/[^/:;]+:(\d+)/.exec(text)?.[1] : undefined;
  if (port === undefined) throw new Error(`There is no port in '${String(text)}'.`);
  return port;
};

/** The flags with which a part comes back where it was: whoever knows its address must find it again. */
export function samePlace(kind: PartKind, ready: Ready): string[] {
  const { connectionString, endpoint, url } = ready;
  const place = ['--port', portOf(endpoint ?? url ?? connectionString)];
  if (kind !== 'storage') return place;
  const queues = /QueueEndpoint=([^;]+)/.exec(String(connectionString))?.[1];
  if (queues !== undefined) place.push('--queue-port', portOf(queues));
  if (ready['eventGrid'] !== undefined) place.push('--event-grid-port', portOf(ready['eventGrid']));
  return place;
}
