// Reads the rows of one file in order. Faults are recorded, valid rows become chains, and chains are stored in batches.
import { type Chain, assembleChains } from '../../domain/intake/chains.ts';
import { type Columns, readHeader } from '../../domain/intake/columns.ts';
import type { ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import {
  type IntakeSettings,
  type RowIssue,
  type RowReading,
  readRow,
} from '../../domain/intake/row.ts';
import {
  renewImport,
  failImport,
  finishImport,
  type Refusal,
} from '../../domain/intake/import-lifecycle.ts';
import type { ContactFile, FileEntry } from '../../ports/contact-files.ts';
import type { CompleteCampaign } from '../campaign-cache/campaign.ts';
import type { IntakeCheck } from './check-intake-allowed.ts';
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

export async function processContactFile(
  { imports, clock, createTasks }: ProcessContactFileDeps,
  { campaign, file, run, save, check }: FileImport,
): Promise<ImportRun> {
  let settings = settingsOf(campaign);
  const counts = { ...run.counts };
  let chains: Chain[] = [];
  let faults: RecordedFault[] = [];

  const recordFault = (fault: RowIssue) => {
    faults.push(fault);
    if (fault.rowKept) counts.warnings += 1;
  };
  /** Stores the batch; returns the refusal if the engagement no longer accepts contacts. */
  const storeBatch = async (): Promise<Refusal | null> => {
    const checked = await check();
    if (checked.kind === 'refused') return checked.refusal;
    settings = settingsOf(checked.campaign);
    const pending = await createTasks(checked.campaign, run, chains, counts);
    await imports.addFaults(run, [...faults, ...pending]);
    chains = [];
    faults = [];
    // Each batch reads the clock, because the renewal must reach past the next batch.
    await save(renewImport(run, counts, clock.now()));
    return null;
  };

  const header = await findHeader(file);
  if (header.kind === 'refused') return failImport(run, header.refusal, clock.now());
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
      const refusal = await storeBatch();
      if (refusal !== null) return failImport({ ...run, counts }, refusal, clock.now());
    }
  }
  const refusal = await storeBatch();
  return refusal === null
    ? finishImport(run, counts, clock.now())
    : failImport({ ...run, counts }, refusal, clock.now());
}

const settingsOf = ({ engagement, workstream }: CompleteCampaign) => ({
  phoneTypes: engagement.phoneTypes.map(({ type }) => type),
  country: workstream.country,
});

const readEntry = (entry: FileEntry, columns: Columns, settings: IntakeSettings): RowReading =>
  entry.kind === 'fault'
    ? { kind: 'rejected', faults: [entry.fault] }
    : readRow(entry.row, columns, settings);

type HeaderSearch = { kind: 'columns'; columns: Columns } | { kind: 'refused'; refusal: Refusal };

async function findHeader(file: ContactFile): Promise<HeaderSearch> {
  const refuse = (code: Refusal['code'], message: string, line: number | null): HeaderSearch => ({
    kind: 'refused',
    refusal: { code, message, line },
  });
  for await (const entry of file.rows()) {
    if (entry.kind === 'fault') return refuse('badHeader', entry.fault.message, entry.fault.line);
    const { cells, line } = entry.row;
    const header = readHeader(cells);
    return header.kind === 'columns' ? header : refuse('badHeader', header.message, line);
  }
  return refuse('fileEmpty', 'The file has no header.', null);
}

/** The entries after the header. */
async function* rowsOf(file: ContactFile): AsyncGenerator<FileEntry> {
  let isHeader = true;
  for await (const entry of file.rows()) {
    if (!isHeader) yield entry;
    isHeader = false;
  }
}

/** The last line of each account. A file without accounts is not read for it. */
async function findLastLines(file: ContactFile, columns: Columns) {
  const lastLines = new Map<string, number>();
  const position = columns.named.get('ID');
  if (position === undefined) return lastLines;
  for await (const entry of rowsOf(file)) {
    const account = entry.kind === 'row' ? (entry.row.cells[position] ?? '').trim() : '';
    if (entry.kind === 'row' && account !== '') lastLines.set(account, entry.row.line);
  }
  return lastLines;
}
