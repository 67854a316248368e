/**
 * host.json, as far as this host follows it. What it does not follow is named, so that nobody takes a setting for
 * honoured that is not.
 */
import { z } from 'zod';
import { parseTimeSpan } from './time-span.ts';

export class HostJsonError extends Error {
  override readonly name = 'HostJsonError';
}

const timeSpan = z.string().transform((text, context) => {
  const ms = parseTimeSpan(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: `'${text}' is not a TimeSpan (hh:mm:ss).` });
  return z.NEVER;
});
const count = z.int().min(1);

const httpSection = z.object({
  routePrefix: z.string().default('api'),
  maxOutstandingRequests: z.int().min(-1).default(-1),
  maxConcurrentRequests: z.int().min(-1).default(-1),
  customHeaders: z.record(z.string(), z.string()).default({}),
});

const serviceBusSection = z.object({
  autoCompleteMessages: z.boolean().default(true),
  maxConcurrentCalls: count.default(16),
  maxConcurrentSessions: count.default(8),
  maxConcurrentCallsPerSession: count.default(1),
  maxMessageBatchSize: count.default(1000),
  maxAutoLockRenewalDuration: timeSpan.default(300_000),
  sessionIdleTimeout: timeSpan.default(60_000),
  // The JavaScript SDK has no prefetch: it asks for as many messages as may run at once.
  prefetchCount: z.int().min(0).default(0),
});

const blobsSection = z.object({
  maxDegreeOfParallelism: count.default(8),
  poisonBlobThreshold: count.default(5),
});

const extensions = z.object({
  http: httpSection.prefault({}),
  serviceBus: serviceBusSection.prefault({}),
  blobs: blobsSection.prefault({}),
});

const file = z.object({
  version: z.literal('2.0', 'host.json must say "version": "2.0".'),
  functionTimeout: z.union([z.literal('-1').transform(() => undefined), timeSpan]).optional(),
  extensions: extensions.prefault({}),
});

export type HostSettings = z.infer<typeof file>;

// They shape telemetry or the deployment, and change nothing of what a function sees.
const withoutEffect = new Set(['logging', 'extensionBundle', 'telemetryMode', 'managedDependency']);

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function strangers(section: unknown, known: object, path: string): string[] {
  if (!isSection(section)) return [];
  return Object.keys(section)
    .filter((key) => !(key in known))
    .map((key) => `${path}${key}`);
}

/** The settings in force, and the paths that this host does not follow. */
export function readHostJson(json: unknown): { settings: HostSettings; ignored: string[] } {
  const parsed = file.safeParse(json);
  if (!parsed.success)
    throw new HostJsonError(
      `host.json: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
  const given = isSection(json) ? json : {};
  const sections = isSection(given['extensions']) ? given['extensions'] : {};
  return {
    settings: parsed.data,
    ignored: [
      ...strangers(given, file.shape, '').filter((key) => !withoutEffect.has(key)),
      ...strangers(sections, extensions.shape, 'extensions.'),
      ...strangers(sections['http'], httpSection.shape, 'extensions.http.'),
      ...strangers(sections['serviceBus'], serviceBusSection.shape, 'extensions.serviceBus.'),
      ...strangers(sections['blobs'], blobsSection.shape, 'extensions.blobs.'),
    ],
  };
}
