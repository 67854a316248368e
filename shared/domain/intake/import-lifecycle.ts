// The lifecycle of an import: started, renewed while it is read, started again after a crash, ended.
import type { EngagementId, ImportId } from '../values/ids.ts';
import { type Instant, later, MINUTE } from '../values/time.ts';
import { type ImportCounts, type ImportFailure, type ImportRun, noCounts } from './import.ts';

/** A reader renews the import every few hundred rows. Without renewal for this time it counts as crashed. */
export const importLeaseMs = 5 * MINUTE;
/** An import fails after this many unfinished tries. */
export const maxTries = 8;

export type ImportStart =
  | { kind: 'begin'; run: ImportRun }
  /** The import has ended, or another reader works on it. */
  | { kind: 'leave'; run: ImportRun; reason: 'repeated' | 'underWay' }
  | { kind: 'giveUp'; run: ImportRun };

export function startImport(
  file: { id: ImportId; engagementId: EngagementId; name: string },
  earlier: ImportRun | undefined,
  now: Instant,
): ImportStart {
  const open = earlier?.status === 'InProgress' ? earlier : undefined;
  if (earlier !== undefined && open === undefined && isFinal(earlier)) {
    return { kind: 'leave', run: earlier, reason: 'repeated' };
  }
  if (open !== undefined && (open.deadlineAt ?? now) > now) {
    return { kind: 'leave', run: open, reason: 'underWay' };
  }
  if (open !== undefined && open.tries >= maxTries) {
    const message = `The file was started ${open.tries} times and never read completely; see the log for the cause. Accepted rows are kept; upload the file again for the others.`;
    return {
      kind: 'giveUp',
      run: failImport(open, { code: 'interrupted', message, line: null }, now),
    };
  }
  const run: ImportRun = {
    ...file,
    kind: 'import',
    schemaVersion: 1,
    status: 'InProgress',
    counts: noCounts,
    failure: null,
    startedAt: open?.startedAt ?? now,
    endedAt: null,
    tries: (open?.tries ?? 0) + 1,
    deadlineAt: later(now, importLeaseMs),
  };
  return { kind: 'begin', run };
}

export const renewImport = (run: ImportRun, counts: ImportCounts, now: Instant): ImportRun => ({
  ...run,
  counts: { ...counts },
  deadlineAt: later(now, importLeaseMs),
});

/** After an error: the next try can start at once. */
export const releaseImport = (run: ImportRun, now: Instant): ImportRun => ({
  ...run,
  deadlineAt: now,
});

export function finishImport(run: ImportRun, counts: ImportCounts, now: Instant): ImportRun {
  if (counts.rows === 0) {
    const message = 'The file has no row below its header.';
    return failImport({ ...run, counts }, { code: 'fileEmpty', message, line: 1 }, now);
  }
  if (counts.rejected === counts.rows) {
    const message = 'No row of the file could be used; read the reason of each row in rejects.csv.';
    return failImport({ ...run, counts }, { code: 'noGoodRow', message, line: null }, now);
  }
  const faulty = counts.rejected > 0 || counts.warnings > 0;
  const status = faulty ? 'CompletedWithErrors' : 'Completed';
  return { ...run, counts, status, endedAt: now, deadlineAt: null };
}

export interface Refusal {
  code: ImportFailure;
  message: string;
  line: number | null;
}

export const failImport = (run: ImportRun, failure: Refusal, now: Instant): ImportRun => ({
  ...run,
  status: 'Failed',
  failure,
  endedAt: now,
  deadlineAt: null,
});

/** A file that failed for an external reason can be imported again later. */
const isFinal = ({ failure }: ImportRun): boolean =>
  failure === null || !temporaryFailures.includes(failure.code);

const temporaryFailures: readonly ImportFailure[] = [
  'unknownEngagement',
  'engagementStopped',
  'notByFile',
  'noGoodRow',
  'interrupted',
];
