import type { EngagementId, ImportId } from '../domain/values/ids.ts';
import type { ImportRun, RecordedFault } from '../domain/intake/import.ts';
import type { Instant } from '../domain/values/time.ts';
import type { Versioned } from './versioned.ts';

export interface Imports {
  find(engagementId: EngagementId, id: ImportId): Promise<Versioned<ImportRun> | undefined>;
  list(engagementId: EngagementId): Promise<ImportRun[]>;
  /** Imports in progress with a passed deadline. */
  due(now: Instant, limit: number): Promise<Versioned<ImportRun>[]>;
  /** Creates if `etag` is null, else replaces. Returns the new etag; throws ConcurrencyConflict if it has changed. */
  save(version: Versioned<ImportRun>): Promise<string>;
  /** Idempotent. */
  addFaults(run: ImportRun, faults: readonly RecordedFault[]): Promise<void>;
  /** The faults of the current try, in the order of their lines. */
  faults(run: ImportRun): AsyncIterable<RecordedFault>;
}
