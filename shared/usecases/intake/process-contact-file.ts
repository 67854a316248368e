// Reads the rows of one file in order. Faults are recorded, valid rows become chains, and chains are stored in batches.
import { type Chain, assembleChains } from '../../domain/intake/chains.ts';
import type { Columns } from '../../domain/intake/columns.ts';
import type { ImportCounts, ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import {
  type IntakeSettings,
  type RowIssue,
  type RowReading,
  readRow,
} from '../../domain/intake/row.ts';
import { type Refusal, renewImport } from '../../domain/intake/import-lifecycle.ts';
import type { ContactFile, FileEntry } from '../../ports/contact-files.ts';
import type { CompleteCampaign } from '../campaign-cache/campaign.ts';
import type { IntakeCheck } from './check-intake-allowed.ts';
import { findHeader, findLastLines, rowsOf } from './contact-rows.ts';
import type { CreateTasks } from './create-tasks.ts';
import type { Ports } from '../../ports/ports.ts';

const batchSize = 400;

export interface ProcessContactFileDeps extends Pick<Ports, 'imports' | 'clock'> {
  createTasks: CreateTasks;
}

export interface FileImport {
  /** The campaign at the start. */
  campaign: CompleteCampaign;
  file: ContactFile;
  run: ImportRun;
  save: (run: ImportRun) => Promise<void>;
  /** The campaign as it is now, before each batch: an edit applies from the next batch on. */
  check: () => Promise<IntakeCheck>;
}

export type FileResult =
  | { kind: 'finished'; counts: ImportCounts }
  | { kind: 'refused'; counts: ImportCounts; refusal: Refusal };

export async function processContactFile(
  { imports, clock, createTasks }: ProcessContactFileDeps,
  { campaign, file, run, save, check }: FileImport,
): Promise<FileResult> {
  let settings = settingsOf(campaign);
  const counts = { ...run.counts };
  let chains: Chain[] = [];
  let faults: RecordedFault[] = [];

  const recordFault = (fault: RowIssue) => {
    faults.push(fault);
    if (fault.rowKept) counts.warnings += 1;
  };
  /** Stores the batch, if the engagement still accepts contacts. */
  const storeBatch = async (): Promise<
    { kind: 'stored' } | { kind: 'refused'; refusal: Refusal }
  > => {
    const checked = await check();
    if (checked.kind === 'refused') return checked;
    settings = settingsOf(checked.campaign);
    const pending = await createTasks(checked.campaign, run, chains, counts);
    await imports.addFaults(run, [...faults, ...pending]);
    chains = [];
    faults = [];
    // Each batch reads the clock, because the renewal must reach past the next batch.
    await save(renewImport(run, counts, clock.now()));
    return { kind: 'stored' };
  };

  const header = await findHeader(file);
  if (header.kind === 'refused') return { kind: 'refused', counts, refusal: header.refusal };
  const { columns } = header;
  const assembler = assembleChains(await findLastLines(file, columns));

  for await (const entry of rowsOf(file)) {
    counts.rows += 1;
    const { line } = entry.kind === 'fault' ? entry.fault : entry.row;
    const reading = readEntry(entry, columns, settings);
    reading.faults.forEach(recordFault);
    const added = reading.kind === 'accepted' ? assembler.add(reading.row) : reading;
    if (added.kind === 'fault') recordFault(added.fault);
    if (added.kind === 'fault' || added.kind === 'rejected') counts.rejected += 1;
    if (added.kind === 'chain') chains.push(added.chain);
    chains.push(...assembler.completedBy(line));
    if (chains.length >= batchSize || faults.length >= batchSize) {
      const batch = await storeBatch();
      if (batch.kind === 'refused') return { kind: 'refused', counts, refusal: batch.refusal };
    }
  }
  const last = await storeBatch();
  return last.kind === 'refused'
    ? { kind: 'refused', counts, refusal: last.refusal }
    : { kind: 'finished', counts };
}

const settingsOf = ({ engagement, workstream }: CompleteCampaign) => ({
  phoneTypes: engagement.phoneTypes.map(({ type }) => type),
  country: workstream.country,
});

const readEntry = (entry: FileEntry, columns: Columns, settings: IntakeSettings): RowReading =>
  entry.kind === 'fault'
    ? { kind: 'rejected', faults: [entry.fault] }
    : readRow(entry.row, columns, settings);
