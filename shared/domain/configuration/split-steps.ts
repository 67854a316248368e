// Splits the steps of a plan into transactional batches. Each batch leaves a valid configuration, so that a crash between
// two batches does no harm.
import { checkChanges } from './check-changes.ts';
import {
  type Change,
  type ConfigurationSet,
  keyOf,
  type Member,
  withChanges,
} from './configuration-set.ts';
import type { DocumentIssue } from './document-issue.ts';
import type { Step } from './plan-steps.ts';
import { byKindAndId, sortByReferences } from './sort-by-references.ts';
import type { QueueMember } from './users.ts';

/** A batch of Cosmos DB has at most 100 operations and 2 MB; one operation writes the revision. */
export interface BatchLimits {
  readonly operations: number;
  readonly bytes: number;
}
const batchLimits: BatchLimits = { operations: 99, bytes: 1.5 * 1024 * 1024 };

export type Batches =
  | { readonly kind: 'batches'; readonly batches: readonly (readonly Change[])[] }
  /** The next batch would be too large: `issues` are those of the largest possible batch. */
  | { readonly kind: 'inseparable'; readonly issues: readonly DocumentIssue[] };

/** The steps must be valid together. */
export function splitSteps(
  stored: ConfigurationSet,
  steps: readonly Step[],
  representatives: readonly QueueMember[],
  limits: BatchLimits = batchLimits,
): Batches {
  const batches: Change[][] = [];
  let set = stored;
  let saves = inExecutionOrder(steps);
  let removals = steps.flatMap(({ act, change }) => (act === 'remove' ? [change] : []));
  while (saves.length + removals.length > 0) {
    const batch = nextBatch(set, saves, removals, representatives, limits);
    if (batch === undefined) {
      const largest = saves.slice(0, countWithin(saves, limits));
      return { kind: 'inseparable', issues: checkChanges(set, largest, representatives) };
    }
    batches.push(batch);
    set = withChanges(set, batch);
    const written = new Set(batch);
    saves = saves.filter((change) => !written.has(change));
    removals = removals.filter((change) => !written.has(change));
  }
  return { kind: 'batches', batches };
}

/**
 * The largest valid prefix of the saves; then of the removals. If no prefix is valid, a save may need a removal, so all
 * removals go with the saves.
 */
function nextBatch(
  set: ConfigurationSet,
  saves: readonly Change[],
  removals: readonly Change[],
  representatives: readonly QueueMember[],
  limits: BatchLimits,
): Change[] | undefined {
  const together = [...removals, ...saves];
  const candidates = [
    ...(countWithin(together, limits) === together.length ? [together] : []),
    ...prefixes(saves, limits),
    ...(saves.length === 0 ? prefixes(removals, limits) : []),
    ...prefixes(together, limits).filter(({ length }) => length > removals.length),
  ];
  return candidates.find((batch) => checkChanges(set, batch, representatives).length === 0);
}

/** The prefixes within the limits, longest first. */
function prefixes(changes: readonly Change[], limits: BatchLimits): Change[][] {
  const longest = countWithin(changes, limits);
  return Array.from({ length: longest }, (_, index) => changes.slice(0, longest - index));
}

/** How many of the first changes fit into one batch. */
function countWithin(changes: readonly Change[], { operations, bytes }: BatchLimits): number {
  let [leftOperations, leftBytes] = [operations, bytes];
  for (const [index, change] of changes.entries()) {
    leftOperations -= operationsOf(change);
    leftBytes -= change.act === 'save' ? bytesOf(change.member.body) : 0;
    if (leftOperations < 0 || (leftBytes < 0 && index > 0)) return index;
  }
  return changes.length;
}

const encoder = new TextEncoder();
const bytesOf = (body: unknown): number => encoder.encode(JSON.stringify(body)).length;

/** An engagement is written with its lifecycle. A removal also writes the lifecycle first, as a precondition. */
function operationsOf(change: Change): number {
  if (change.act === 'save') return change.member.kind === 'engagement' ? 2 : 1;
  return change.kind === 'engagement' ? 3 : 1;
}

/** Engagements of one workstream follow each other, after their references: they may be valid only together. */
function inExecutionOrder(steps: readonly Step[]): Change[] {
  const changes = steps.flatMap(({ act, change }) =>
    act === 'create' || act === 'change' ? [change] : [],
  );
  const byKey = new Map(changes.map((change) => [keyOf(change.member), change]));
  const members = sortByReferences(
    changes.map(({ member }) => member),
    byWorkstream,
  );
  return members.flatMap((member) => byKey.get(keyOf(member)) ?? []);
}

function byWorkstream(a: Member, b: Member): number {
  const [first, second] = [workstreamOf(a), workstreamOf(b)];
  if (first === second) return byKindAndId(a, b);
  // Documents that are no engagement come last: engagements pull in what they refer to.
  if (first === undefined) return 1;
  if (second === undefined) return -1;
  return first < second ? -1 : 1;
}

const workstreamOf = ({ document }: Member): string | undefined =>
  document?.kind === 'engagement' ? document.value.workstreamId : undefined;
