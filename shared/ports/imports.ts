import type { EngagementId, ImportId } from '../domain/values/ids.ts';
import type { ImportRun, RecordedFault } from '../domain/intake/import.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

export interface Imports {
  find(engagementId: EngagementId, id: ImportId): Promise<Versioned<ImportRun> | undefined>;
  list(engagementId: EngagementId): Promise<ImportRun[]>;
  /** Runs in progress whose deadline has passed, at most `most`. */
  due(now: Instant, most: number): Promise<Versioned<ImportRun>[]>;
  /** Creates when `etag` is null, else replaces; throws ConcurrencyConflict when another write came first. Answers the new etag. */
  save(version: Versioned<ImportRun>): Promise<string>;
  /** Recording the same fault twice is recording it once. */
  addFaults(run: ImportRun, faults: readonly RecordedFault[]): Promise<void>;
  /** The faults of this try of the run, in the order of their lines: an earlier try may have found others. */
  faults(run: ImportRun): AsyncIterable<RecordedFault>;
}
