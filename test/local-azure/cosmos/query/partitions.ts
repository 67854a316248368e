// The partitions of a query. Up to a limit, each partition gets its own scan. All indexes start with the partition key.
// So these scans can use them for queries over a prefix or the whole container.
import { type DatabaseSync } from 'node:sqlite';
import { type Table } from '../store/table.ts';
import { prefixRange, type PartitionScope } from '../store/partition-key.ts';

export const mostSeparateScans = 1024;

export type Partitions =
  { kind: 'each'; keys: string[] } | { kind: 'range'; from: string; to: string };

/** Steps from one partition key to the next in the index, instead of reading every row. */
export function partitionsOf(
  db: DatabaseSync,
  { name, byPartition }: Table,
  scope: PartitionScope | undefined,
): Partitions {
  if (scope && !scope.prefix) return { kind: 'each', keys: [scope.text] };
  const range = prefixRange(scope?.text ?? '[]');
  const next = db.prepare(
    `SELECT pk FROM ${name} INDEXED BY ${byPartition} WHERE pk > ? AND pk < ? ORDER BY pk LIMIT 1`,
  );
  const keys: string[] = [];
  for (let from = range.from; keys.length <= mostSeparateScans;) {
    const found = next.get(from, range.to)?.['pk'];
    if (typeof found !== 'string') return { kind: 'each', keys };
    keys.push(found);
    from = found;
  }
  return { kind: 'range', ...range };
}
