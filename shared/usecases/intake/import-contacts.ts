// Imports a contact file: it becomes contacts and delivery tasks. All ids are derived from the content of the file. So an
// import that crashed is simply repeated, and a second upload of the same file creates nothing.
import { isOver } from '../../domain/engagement/lifecycle.ts';
import { engagementIdSchema, importIdOf } from '../../domain/values/ids.ts';
import { type ImportRun, maxFileBytes } from '../../domain/intake/import.ts';
import {
  failImport,
  finishImport,
  releaseImport,
  startImport,
} from '../../domain/intake/import-lifecycle.ts';
import type { Instant } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { ContactFile } from '../../ports/contact-files.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Campaign } from '../campaign-cache/campaign.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { ScheduleReevaluation } from '../tasks/schedule-reevaluation.ts';
import { createCheckIntakeAllowed } from './check-intake-allowed.ts';
import type { CreateTasks } from './create-tasks.ts';
import { type FileResult, processContactFile } from './process-contact-file.ts';
import { fileTooLarge, refusalOfEncoding } from './refusals.ts';

export interface ImportContactsDeps extends Pick<
  Ports,
  'engagements' | 'files' | 'imports' | 'clock' | 'ids' | 'log'
> {
  campaigns: CampaignCache;
  createTasks: CreateTasks;
  scheduleReevaluation: ScheduleReevaluation;
}

type ImportResult =
  /** No contact file exists at the path. */
  | { kind: 'noFile' }
  /** `repeated`: the import has ended before; `underWay`: another reader has it. */
  | { kind: 'left'; because: 'repeated' | 'underWay'; run: ImportRun }
  | { kind: 'ended'; run: ImportRun };

export type ImportContacts = (path: string) => Promise<ImportResult>;

export function createImportContacts(deps: ImportContactsDeps): ImportContacts {
  const { campaigns, files, imports, clock, ids, log, scheduleReevaluation } = deps;
  const checkIntakeAllowed = createCheckIntakeAllowed(deps);

  return async (path) => {
    const [folder = '', ...rest] = path.split('/');
    const engagementId = engagementIdSchema.safeParse(folder).data;
    const isPath = engagementId !== undefined && rest.length > 0;
    const file = isPath ? await files.open(path, maxFileBytes) : undefined;
    if (!isPath || file === undefined) {
      log.error('import.refused', { path, reason: 'not a file of an engagement' });
      return { kind: 'noFile' };
    }
    // The content of a file that is too large is not read, so its path and size identify it.
    const content = file.kind === 'tooLarge' ? `${path} ${file.size}` : file.digest;
    const id = importIdOf(ids.digest, engagementId, content);
    const earlier = await imports.find(engagementId, id);
    const name = rest.join('/');
    const start = startImport({ id, engagementId, name }, earlier?.value, clock.now());
    if (start.kind === 'leave') {
      log.info('import.left', { engagementId, importId: id, reason: start.reason });
      return { kind: 'left', because: start.reason, run: start.run };
    }
    let current = start.run;
    let etag = await imports.save({ value: current, etag: earlier?.etag ?? null });
    const save = async (run: ImportRun) => {
      etag = await imports.save({ value: run, etag });
      current = run;
    };
    if (start.kind === 'begin') {
      log.info('import.started', { engagementId, importId: id, tries: current.tries });
      try {
        const versions = new Set<string>();
        const result = await readFile(current, save, file, versions);
        await reevaluateAfterEdit(current, versions);
        await save(endImport(current, result, clock.now()));
      } catch (error) {
        // After a conflict another reader has the import.
        if (!(error instanceof ConcurrencyConflict)) {
          await save(releaseImport(current, clock.now()));
        }
        throw error;
      }
    }
    const { status, counts } = current;
    const { tasks, rejected } = counts;
    log.info('import.ended', { engagementId, importId: id, status, tasks, rejected });
    return { kind: 'ended', run: current };
  };

  /**
   * An edit or a Stop during the import may have re-evaluated the queued tasks before the last ones were stored. The
   * versions that an earlier try used are not known, so every retry re-evaluates.
   */
  async function reevaluateAfterEdit(
    { engagementId, tries }: ImportRun,
    versions: ReadonlySet<string>,
  ) {
    campaigns.forget();
    const campaign = await campaigns.campaign(engagementId);
    if (campaign === undefined) return;
    const current = versionOf(campaign);
    const isUnchanged = tries === 1 && [...versions].every((version) => version === current);
    if (isOver[campaign.lifecycle.status] || !isUnchanged) {
      await scheduleReevaluation([campaign.engagement]);
    }
  }

  /** Reads the file and adds each version of the campaign that its tasks use to `versions`. */
  async function readFile(
    run: ImportRun,
    save: (run: ImportRun) => Promise<void>,
    file: ContactFile | { kind: 'tooLarge'; size: number },
    versions: Set<string>,
  ): Promise<FileResult> {
    const { counts, engagementId } = run;
    if (file.kind === 'tooLarge') {
      return { kind: 'refused', counts, refusal: fileTooLarge(file.size) };
    }
    const atStart = await checkIntakeAllowed(engagementId, null);
    if (atStart.kind === 'refused') {
      return { kind: 'refused', counts, refusal: atStart.refusal };
    }
    const refusal = refusalOfEncoding(file.encoding);
    if (refusal !== null) return { kind: 'refused', counts, refusal };
    const { campaign } = atStart;
    const check = async () => {
      const result = await checkIntakeAllowed(engagementId, campaign.engagement.shards);
      if (result.kind === 'allowed') versions.add(versionOf(result.campaign));
      return result;
    };
    return processContactFile(deps, { campaign, file, run, save, check });
  }
}

const endImport = (run: ImportRun, result: FileResult, now: Instant): ImportRun =>
  result.kind === 'finished'
    ? finishImport(run, result.counts, now)
    : failImport({ ...run, counts: result.counts }, result.refusal, now);

/** The configuration that decides the time and the order of tasks. */
const versionOf = ({ engagement, queue }: Campaign): string => JSON.stringify([engagement, queue]);
