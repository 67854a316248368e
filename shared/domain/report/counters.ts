// The counters of one shard count its tasks and deliveries. They change in the same batch as what they count, so the
// sums are always exact.
import { z } from 'zod';
import { engagementIdSchema } from '../values/ids.ts';
import type { TaskEffect } from '../task/effect.ts';
import { outcomes, type Task } from '../task/task.ts';

export const countersSchema = z.strictObject({
  id: z.literal('tally'),
  kind: z.literal('tally'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  openKey: z.literal('tally'),
  /** Counts by name: accepted, closed.reached, voice.started, voice.LiveAnswer, abandoned … A missing name is 0. */
  counts: z.record(z.string(), z.int()),
});
export type Counters = z.infer<typeof countersSchema>;

/** What one change adds to the counters. */
export type CountersDelta = Readonly<Record<string, number>>;

/** What the change of a task and its deliveries add; a new task has no `before`. */
export function countersDelta(
  before: Task | null,
  after: Task,
  effects: readonly TaskEffect[],
): CountersDelta {
  const counts: Record<string, number> = {};
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  if (before === null) add('accepted');
  if (before?.status !== 'closed' && after.status === 'closed') add(`closed.${after.outcome}`);
  for (const effect of effects) {
    switch (effect.kind) {
      case 'openDelivery':
        add(`${effect.delivery.channel}.started`);
        break;
      case 'closeDelivery':
        add(`${before?.status === 'texting' ? 'sms' : 'voice'}.${effect.result}`);
        if (effect.facts.answeredAt !== null) add('answered');
        if (effect.facts.bridgedAt !== null) add('connected');
        if (effect.facts.abandoned) add('abandoned');
        break;
      case 'recordDisposition':
      case 'wake':
      case 'sendSms':
        break;
    }
  }
  return counts;
}

export function sumCounters(tallies: readonly Counters[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { counts } of tallies) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

/** The number of open tasks over all shards: accepted minus closed. */
export function openTaskCount(counts: Readonly<Record<string, number>>): number {
  const closed = outcomes.map((outcome) => counts[`closed.${outcome}`] ?? 0);
  return closed.reduce((open, count) => open - count, counts['accepted'] ?? 0);
}
