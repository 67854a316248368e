// The life of an import: begun, kept while its reader lives, begun again when its reader died, ended.
import type { EngagementId, ImportId } from '../values/ids.ts';
import { type Instant, later, MINUTE } from '../values/time.ts';
import { type ImportCounts, type ImportFailure, type ImportRun, noCounts } from './import.ts';

/** A reader that was silent for so long is taken to be dead. It says that it lives every few hundred rows. */
export const importLeaseMs = 5 * MINUTE;
/** A file that was begun this often without coming to an end is given up. */
export const maxTries = 8;

export type ImportStart =
  | { kind: 'begin'; run: ImportRun }
  /** It has ended, or another reader has it. */
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
    const message = `The file was begun ${open.tries} times and never read to its end; see the log for why. Rows already taken are kept; drop the file again to take the others.`;
    return {
      kind: 'giveUp',
      run: failImport(open, { code: 'interrupted', message, line: null }, now),
    };
  }
  const run: ImportRun = {
    ...file,
    type: 'import',
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

/** The reader lives, and has come this far. */
export const renewImport = (run: ImportRun, counts: ImportCounts, now: Instant): ImportRun => ({
  ...run,
  counts: { ...counts },
  deadlineAt: later(now, importLeaseMs),
});

/** The reader met an error: whoever comes next need not wait. */
export const releaseImport = (run: ImportRun, now: Instant): ImportRun => ({
  ...run,
  deadlineAt: now,
});

/** Read to its end. */
export function finishImport(run: ImportRun, counts: ImportCounts, now: Instant): ImportRun {
  if (counts.rows === 0) {
    const message = 'The file has no row below its header.';
    return failImport({ ...run, counts }, { code: 'fileEmpty', message, line: 1 }, now);
  }
  if (counts.rejected === counts.rows) {
    const message = 'No row of the file could be used; each has its reason.';
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

/** A file that failed for reasons outside it may be dropped again when they are gone. */
const isFinal = ({ failure }: ImportRun): boolean =>
  failure === null || !passing.includes(failure.code);

const passing: readonly ImportFailure[] = [
  'unknownEngagement',
  'engagementStopped',
  'notByFile',
  'noGoodRow',
  'interrupted',
];
