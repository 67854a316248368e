// A contact file becomes contacts and delivery tasks. Every id is derived from the file's content, so a run that died is
// simply run again, and the same file dropped twice creates nothing twice. Bad rows are recorded, never thrown.
import { mayAccept } from '../domain/engagement/lifecycle.ts';
import { engagementIdSchema, importIdOf } from '../domain/ids.ts';
import {
  type ImportFailure,
  type ImportRun,
  largestFileBytes,
  noCounts,
} from '../domain/intake/import.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { ContactFiles } from '../ports/contact-files.ts';
import type { Imports } from '../ports/imports.ts';
import type { Log } from '../ports/log.ts';
import type { Bus } from '../ports/bus.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Campaign, Policies } from './policies.ts';
import { readContacts } from './read-contacts.ts';

export interface ImportDeps {
  policies: Policies;
  files: ContactFiles;
  contacts: Contacts;
  tasks: Tasks;
  imports: Imports;
  bus: Bus;
  system: System;
  log: Log;
}

interface Refusal {
  code: ImportFailure;
  message: string;
  line: number | null;
}

/** Answers with the run's end; undefined when the path is no contact file's or the file is gone. */
export function importContacts(deps: ImportDeps) {
  const { policies, files, imports, system, log } = deps;

  return async (path: string): Promise<ImportRun | undefined> => {
    const [folder = '', ...rest] = path.split('/');
    const engagementId = engagementIdSchema.safeParse(folder).data;
    const size = await files.sizeOf(path);
    if (engagementId === undefined || rest.length === 0 || size === undefined) {
      log.error('import.refused', { path, reason: 'not a file of an engagement' });
      return undefined;
    }
    const tooLarge = size > largestFileBytes;
    // A file that is too large is not read at all; its path and size are what it is known by.
    const content = tooLarge ? `${path} ${size}` : await files.digestOf(path);
    const id = importIdOf(system.digest, engagementId, content);
    const earlier = await imports.find(engagementId, id);
    if (earlier !== undefined && earlier.value.endedAt !== null && isFinal(earlier.value)) {
      log.info('import.repeated', { engagementId, importId: id });
      return earlier.value;
    }

    const begun: ImportRun = {
      id,
      type: 'import',
      schemaVersion: 1,
      engagementId,
      name: rest.join('/'),
      status: 'InProgress',
      counts: noCounts,
      failure: null,
      startedAt: earlier?.value.startedAt ?? system.now(),
      endedAt: null,
    };
    let etag = await imports.save({ value: begun, etag: earlier?.etag ?? null });
    log.info('import.started', { engagementId, importId: id });

    const save = async (run: ImportRun) => {
      etag = await imports.save({ value: run, etag });
    };
    const campaign = await policies.campaign(engagementId);
    const refusal = tooLarge ? oversize(size) : await refuse(campaign, path);
    const ended =
      refusal !== null || campaign === undefined
        ? failed(begun, refusal ?? unknownEngagement(folder))
        : await readContacts(deps, { campaign, path, begun, save });
    const run: ImportRun = { ...ended, endedAt: system.now() };
    await save(run);
    const { tasks, rejected } = run.counts;
    log.info('import.ended', { engagementId, importId: id, status: run.status, tasks, rejected });
    return run;
  };

  async function refuse(campaign: Campaign | undefined, path: string): Promise<Refusal | null> {
    if (campaign === undefined) return unknownEngagement(path.split('/')[0] ?? '');
    if (!mayAccept[campaign.lifecycle.status]) {
      const message = 'The engagement is stopped; start another one for new contacts.';
      return { code: 'engagementStopped', message, line: null };
    }
    switch (await files.encodingOf(path)) {
      case 'utf8':
        return null;
      case 'utf16':
        return notUtf8('The file is UTF-16; save it as UTF-8.');
      case 'binary':
        return notUtf8('The file is no text; a contact file is a CSV in UTF-8.');
    }
  }
}

/** A file that failed for reasons outside it may be dropped again when they are gone. */
const isFinal = ({ failure }: ImportRun): boolean =>
  failure === null || !passing.includes(failure.code);

const passing: readonly ImportFailure[] = ['unknownEngagement', 'engagementStopped'];

const notUtf8 = (message: string): Refusal => ({ code: 'notUtf8', message, line: 1 });

function oversize(size: number): Refusal {
  const mb = (size / 1024 / 1024).toFixed(1);
  const message = `The file has ${mb} MB; a contact file may have up to 10 MB. Split it.`;
  return { code: 'fileTooLarge', message, line: null };
}

function unknownEngagement(id: string): Refusal {
  const message = `There is no voice engagement '${id}'; a file goes into the folder of its engagement.`;
  return { code: 'unknownEngagement', message, line: null };
}

export function failed(run: ImportRun, { code, message, line }: Refusal): ImportRun {
  return { ...run, status: 'Failed', failure: { code, message, line } };
}
