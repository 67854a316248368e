// A contact file becomes contacts and delivery tasks. Every id is derived from the file's content, so a run that died is
// simply run again, and the same file dropped twice creates nothing twice. Bad rows are recorded, never thrown.
import type { EngagementRecord } from '../../domain/configuration/documents.ts';
import { isOver, acceptsContacts } from '../../domain/engagement/lifecycle.ts';
import { engagementIdSchema, importIdOf } from '../../domain/values/ids.ts';
import { type ImportRun, maxFileBytes } from '../../domain/intake/import.ts';
import {
  startImport,
  failImport,
  releaseImport,
  type Refusal,
} from '../../domain/intake/import-lifecycle.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { ContactFile } from '../../ports/contact-files.ts';
import {
  type Campaign,
  isCompleteCampaign,
  type CampaignCache,
  type CompleteCampaign,
} from '../campaign-cache/campaign-cache.ts';
import { processContactFile } from './process-contact-file.ts';
import type { ScheduleReevaluation } from '../tasks/schedule-reevaluation.ts';
import type { CreateTasks } from './create-tasks.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ImportContactsDeps extends Pick<
  Ports,
  'configuration' | 'files' | 'imports' | 'clock' | 'ids' | 'log'
> {
  campaigns: CampaignCache;
  createTasks: CreateTasks;
  scheduleReevaluation: ScheduleReevaluation;
}

/** Answers with the run as it then is; undefined when the path is no contact file's or the file is gone. */
export type ImportContacts = (path: string) => Promise<ImportRun | undefined>;

export function createImportContacts(deps: ImportContactsDeps): ImportContacts {
  const { campaigns, configuration, files, imports, clock, ids, log, scheduleReevaluation } = deps;
  const reader = {
    imports,
    clock,
    ids,
    createTasks: deps.createTasks,
  };

  return async (path) => {
    const [folder = '', ...rest] = path.split('/');
    const engagementId = engagementIdSchema.safeParse(folder).data;
    const isPath = engagementId !== undefined && rest.length > 0;
    const file = isPath ? await files.open(path, maxFileBytes) : undefined;
    if (!isPath || file === undefined) {
      log.error('import.refused', { path, reason: 'not a file of an engagement' });
      return undefined;
    }
    // A file that is too large is not read at all; its path and size are what it is known by.
    const content = file.kind === 'tooLarge' ? `${path} ${file.size}` : file.digest;
    const id = importIdOf(ids.digest, engagementId, content);
    const earlier = await imports.find(engagementId, id);
    const own = { id, engagementId, name: rest.join('/') };
    const beginning = startImport(own, earlier?.value, clock.now());
    if (beginning.kind === 'leave') {
      log.info('import.left', { engagementId, importId: id, reason: beginning.reason });
      return beginning.run;
    }
    let current = beginning.run;
    let etag = await imports.save({ value: current, etag: earlier?.etag ?? null });
    const save = async (run: ImportRun) => {
      etag = await imports.save({ value: run, etag });
      current = run;
    };
    if (beginning.kind === 'begin') {
      log.info('import.started', { engagementId, importId: id, tries: current.tries });
      try {
        const planned = new Set<string>();
        const ended = await read(current, save, file, planned);
        await askAgain(current, planned);
        await save(ended);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict))
          await save(releaseImport(current, clock.now()));
        throw error;
      }
    }
    const { status, counts } = current;
    const { tasks, rejected } = counts;
    log.info('import.ended', { engagementId, importId: id, status, tasks, rejected });
    return current;
  };

  /**
   * An engagement that ended or was edited while its file was read may have looked at its tasks before the last were there.
   * By what an earlier reader of the file has planned, nobody knows.
   */
  async function askAgain({ engagementId, tries }: ImportRun, planned: ReadonlySet<string>) {
    campaigns.forget();
    const campaign = await campaigns.campaign(engagementId);
    if (campaign === undefined) return;
    const isAsPlanned = tries === 1 && [...planned].every((one) => one === planOf(campaign));
    if (isOver[campaign.lifecycle.status] || !isAsPlanned)
      await scheduleReevaluation([campaign.engagement]);
  }

  async function read(
    begun: ImportRun,
    save: (run: ImportRun) => Promise<void>,
    file: ContactFile | { kind: 'tooLarge'; size: number },
    planned: Set<string>,
  ): Promise<ImportRun> {
    const refused = (refusal: Refusal) => failImport(begun, refusal, clock.now());
    if (file.kind === 'tooLarge') return refused(tooMuch(file.size));
    const { engagementId: id } = begun;
    const gone = unknownEngagement(id);
    let shards: number | undefined;
    const ask = async (): Promise<CompleteCampaign | Refusal> => {
      const campaign = await campaigns.campaign(id);
      if (campaign === undefined || !isCompleteCampaign(campaign)) return gone;
      shards ??= campaign.engagement.shards;
      // Asked of the settings themselves: what is kept for a moment may have been deleted by now.
      const found = (await configuration.find('engagement', id))?.value;
      if (found?.engagement.shards !== shards || campaign.engagement.shards !== shards) return gone;
      return stopped(found) ?? notByFile(found) ?? campaign;
    };
    const campaign = await ask();
    if ('code' in campaign) return refused(campaign);
    const unread = unreadable(file.encoding);
    if (unread !== null) return refused(unread);
    const asked = async () => {
      const now = await ask();
      if (!('code' in now)) planned.add(planOf(now));
      return now;
    };
    return processContactFile(reader, { campaign, file, begun, save, ask: asked });
  }
}

/** What the times and the order of tasks are planned by. */
const planOf = ({ engagement, queue }: Campaign): string => JSON.stringify([engagement, queue]);

function notByFile({ engagement: { intake } }: EngagementRecord): Refusal | null {
  if (intake.includes('file')) return null;
  const message = `The engagement takes no files; its contacts come by ${intake.join(', ')} (intake).`;
  return { code: 'notByFile', message, line: null };
}

function stopped({ lifecycle }: EngagementRecord): Refusal | null {
  if (acceptsContacts(lifecycle)) return null;
  const status = lifecycle.status === 'suspended' ? 'completing' : lifecycle.status;
  const message = `The engagement is ${status}; it takes no new contacts.`;
  return { code: 'engagementStopped', message, line: null };
}

function unreadable(encoding: ContactFile['encoding']): Refusal | null {
  switch (encoding) {
    case 'utf8':
      return null;
    case 'utf16':
      return notUtf8('The file is UTF-16; save it as UTF-8.');
    case 'binary':
      return notUtf8('The file is no text; a contact file is a CSV in UTF-8.');
  }
}

const notUtf8 = (message: string): Refusal => ({ code: 'notUtf8', message, line: 1 });

function tooMuch(size: number): Refusal {
  const mb = (size / 1024 / 1024).toFixed(1);
  const message = `The file has ${mb} MB; a contact file may have up to 10 MB. Split it.`;
  return { code: 'fileTooLarge', message, line: null };
}

function unknownEngagement(id: string): Refusal {
  const message = `There is no voice engagement '${id}'; a file goes into the folder of the engagement that calls its contacts, and an SMS engagement follows up.`;
  return { code: 'unknownEngagement', message, line: null };
}
