/** The supported part of host.json. Unsupported settings are reported, so that no developer relies on them. */
import { z } from 'zod';
import { logLevels } from './log-levels.ts';
import { parseTimeSpan } from './time-span.ts';

class HostJsonError extends Error {
  override readonly name = 'HostJsonError';
}

function spanOf(text: string, context: z.RefinementCtx): number {
  const ms = parseTimeSpan(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: `'${text}' is not a TimeSpan (hh:mm:ss).` });
  return z.NEVER;
}
const timeSpan = z.string().transform(spanOf);
const count = z.int().min(1);
const second = 1000;
const minute = 60 * second;

const http = z.object({
  routePrefix: z.string().default('api'),
  maxOutstandingRequests: z.int().min(-1).default(-1),
  maxConcurrentRequests: z.int().min(-1).default(-1),
  customHeaders: z.record(z.string(), z.string()).default({}),
});

const serviceBus = z.object({
  autoCompleteMessages: z.boolean().default(true),
  maxConcurrentCalls: count.default(16),
  maxConcurrentSessions: count.default(8),
  maxConcurrentCallsPerSession: count.default(1),
  maxMessageBatchSize: count.default(1000),
  maxAutoLockRenewalDuration: timeSpan.default(5 * minute),
  sessionIdleTimeout: timeSpan.default(minute),
  // The JavaScript SDK does not prefetch: it requests as many messages as may run concurrently.
  prefetchCount: z.int().min(0).default(0),
});

const blobs = z.object({
  maxDegreeOfParallelism: count.default(8),
  poisonBlobThreshold: count.default(5),
});

/** The lease duration that storage allows. */
const lockPeriod = timeSpan.refine((ms) => ms >= 15 * second && ms <= minute, {
  message: 'must be between 00:00:15 and 00:01:00.',
});

const singleton = z.object({
  listenerLockPeriod: lockPeriod.default(minute),
  listenerLockRecoveryPollingInterval: timeSpan
    .refine((ms) => ms >= 15 * second, { message: 'must be at least 00:00:15.' })
    .default(minute),
});

/** Milliseconds; `-1` means no limit. */
const functionTimeout = z
  .string()
  .transform((text, context) => (text === '-1' ? Infinity : spanOf(text, context)))
  .refine((ms) => ms >= second, { message: 'must be at least 00:00:01.' });

const file = z.object({
  version: z.literal('2.0', 'host.json must say "version": "2.0".'),
  // The default of every plan except Consumption, where it is five minutes and at most ten.
  functionTimeout: functionTimeout.default(30 * minute),
  logging: z.object({ logLevel: logLevels.default({}) }).prefault({}),
  singleton: singleton.prefault({}),
  // The triggers that the real host loads; this host loads all of them.
  extensionBundle: z.object({ id: z.string(), version: z.string() }).optional(),
  extensions: z
    .object({
      http: http.prefault({}),
      serviceBus: serviceBus.prefault({}),
      blobs: blobs.prefault({}),
    })
    .prefault({}),
});

export type HostSettings = z.infer<typeof file>;

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths in `given` that the schema does not know. An object without declared properties accepts all paths. */
function strangers(settings: unknown, schema: unknown, path = ''): string[] {
  const known = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  if (!(known instanceof z.ZodObject) || !isSection(settings)) return [];
  const shape: Record<string, unknown> = known.shape;
  return Object.entries(settings).flatMap(([key, value]) =>
    key in shape ? strangers(value, shape[key], `${path}${key}.`) : [`${path}${key}`],
  );
}

/** The settings in force, and the unsupported paths. */
export function readHostJson(json: unknown): { settings: HostSettings; ignored: string[] } {
  const parsed = file.safeParse(json);
  if (!parsed.success)
    throw new HostJsonError(
      `host.json: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
  return { settings: parsed.data, ignored: strangers(json, file) };
}
