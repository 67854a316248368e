/** Counts the documents and compares the result with the engine's counters. */
import { type Documents, type DeliveryDocument } from './documents.ts';

const shardOf = (document: { engagementId: string; shard: number }) =>
  `${document.engagementId}/${document.shard}`;

function countsOf({ tasks, deliveries }: Documents): Map<string, Record<string, number>> {
  const shards = new Map<string, Record<string, number>>();
  const add = (document: { engagementId: string; shard: number }, name: string) => {
    const counts = shards.get(shardOf(document)) ?? {};
    counts[name] = (counts[name] ?? 0) + 1;
    shards.set(shardOf(document), counts);
  };
  for (const task of tasks) {
    add(task, 'accepted');
    if (task.outcome !== undefined) add(task, `closed.${task.outcome}`);
  }
  for (const delivery of deliveries) {
    add(delivery, `${delivery.channel}.started`);
    if (delivery.result !== undefined) add(delivery, `${delivery.channel}.${delivery.result}`);
    if (delivery.answeredAt) add(delivery, 'answered');
    if (delivery.bridgedAt) add(delivery, 'connected');
    if (delivery.abandoned === true) add(delivery, 'abandoned');
  }
  return shards;
}

/** The number of compared counts, and the differences. */
export function countDocuments(documents: Documents): { compared: number; differences: string[] } {
  const counted = countsOf(documents);
  const stored = new Map(documents.tallies.map((tally) => [shardOf(tally), tally.counts]));
  const differences: string[] = [];
  let compared = 0;
  for (const shard of new Set([...counted.keys(), ...stored.keys()])) {
    const [actual, tally] = [counted.get(shard) ?? {}, stored.get(shard) ?? {}];
    for (const name of new Set([...Object.keys(actual), ...Object.keys(tally)])) {
      compared += 1;
      const [actualCount, storedCount] = [actual[name] ?? 0, tally[name] ?? 0];
      if (actualCount === storedCount) continue;
      differences.push(`${shard} ${name}: ${storedCount} stored, ${actualCount} counted`);
    }
  }
  return { compared, differences };
}

/**
 * Deliveries without a task, and tasks with more deliveries than they started. Fewer is not a fault: a reservation
 * that expired before its call was placed has used an ordinal.
 */
export function countDifferences({ tasks, deliveries }: Documents): string[] {
  const startedCounts = new Map(tasks.map((task) => [task.id, task.deliveries]));
  const byTask = Map.groupBy(deliveries, ({ taskId }: DeliveryDocument) => taskId);
  return [...byTask]
    .filter(([taskId, list]) => list.length > (startedCounts.get(taskId) ?? 0))
    .map(([taskId, list]) => `task ${taskId} has ${list.length} deliveries`);
}
