/**
 * The settings of a queue in infra/resources.json, with the defaults and limits of the service. An unknown setting is
 * refused by name, so that every queue behaves as in Azure.
 */
import { z } from 'zod';
import { durationMs } from './duration.ts';

export interface QueueDefinition {
  name: string;
  requiresSession?: boolean | undefined;
  /** ISO 8601; the default is one minute, the maximum five minutes. */
  lockDuration?: string | undefined;
  maxDeliveryCount?: number | undefined;
  /** Without it, duplicates are not detected. */
  duplicateDetectionHistoryTimeWindow?: string | undefined;
  defaultMessageTimeToLive?: string | undefined;
  deadLetteringOnMessageExpiration?: boolean | undefined;
}

/** Durations are in milliseconds of the local clock; Infinity means no limit. */
export interface QueueSettings {
  readonly name: string;
  readonly requiresSession: boolean;
  readonly lockMs: number;
  readonly maxDeliveryCount: number;
  readonly duplicateWindowMs: number;
  readonly timeToLiveMs: number;
  readonly deadLetterExpired: boolean;
  readonly isDeadLetter: boolean;
}

const definition = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?$/)
    .max(260),
  requiresSession: z.boolean().default(false),
  lockDuration: z.string().default('PT1M'),
  maxDeliveryCount: z.int().min(1).max(2000).default(10),
  duplicateDetectionHistoryTimeWindow: z.string().optional(),
  defaultMessageTimeToLive: z.string().optional(),
  deadLetteringOnMessageExpiration: z.boolean().default(false),
  /** A note for readers of infra/resources.json. */
  serves: z.string().optional(),
});

const minuteMs = 60_000;
const dayMs = 86_400_000;

function readDuration(name: string, text: string, leastMs: number, mostMs: number): number {
  const ms = durationMs(name, text);
  if (ms < leastMs || ms > mostMs)
    throw new Error(
      `${name} must be between ${leastMs / 1000} s and ${mostMs / 1000} s, not ${text}.`,
    );
  return ms;
}

export function queueSettings(input: unknown): QueueSettings {
  const read = definition.safeParse(input);
  if (!read.success)
    throw new Error(
      `The queue definition ${JSON.stringify(input)} is invalid: ${z.prettifyError(read.error)}`,
    );
  const queue = read.data;
  const window = queue.duplicateDetectionHistoryTimeWindow;
  const timeToLive = queue.defaultMessageTimeToLive;
  return {
    name: queue.name,
    requiresSession: queue.requiresSession,
    lockMs: readDuration(`${queue.name}: lockDuration`, queue.lockDuration, 1000, 5 * minuteMs),
    maxDeliveryCount: queue.maxDeliveryCount,
    duplicateWindowMs:
      window === undefined
        ? 0
        : readDuration(
            `${queue.name}: duplicateDetectionHistoryTimeWindow`,
            window,
            minuteMs / 3,
            7 * dayMs,
          ),
    timeToLiveMs:
      timeToLive === undefined
        ? Infinity
        : readDuration(`${queue.name}: defaultMessageTimeToLive`, timeToLive, 1000, Infinity),
    deadLetterExpired: queue.deadLetteringOnMessageExpiration,
    isDeadLetter: false,
  };
}

/** A dead-letter queue has no sessions, and its messages leave it only when they are settled. */
export const deadLetterSettings = (queue: QueueSettings): QueueSettings => ({
  name: `${queue.name}/$deadletterqueue`,
  requiresSession: false,
  lockMs: queue.lockMs,
  maxDeliveryCount: Infinity,
  duplicateWindowMs: 0,
  timeToLiveMs: Infinity,
  deadLetterExpired: false,
  isDeadLetter: true,
});
