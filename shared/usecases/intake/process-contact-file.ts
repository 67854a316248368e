// The rows of one file, from first to last: faults are recorded, good rows become chains, and chains are stored a few
// hundred at a time.
import { type Chain, assembleChains } from '../../domain/intake/chains.ts';
import { type Columns, readHeader } from '../../domain/intake/columns.ts';
import type { ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import { type RowIssue, readRow } from '../../domain/intake/row.ts';
import {
  renewImport,
  failImport,
  finishImport,
  type Refusal,
} from '../../domain/intake/import-lifecycle.ts';
import type { ContactFile, FileEntry } from '../../ports/contact-files.ts';
import type { CompleteCampaign } from '../campaign-cache/campaign-cache.ts';
import type { CreateTasks } from './create-tasks.ts';
import type { Ports } from '../../ports/ports.ts';

const chainsAtOnce = 400;

export interface ProcessContactFileDeps extends Pick<Ports, 'imports' | 'clock'> {
  createTasks: CreateTasks;
}

export interface Reading {
  /** As it is when the reading begins. */
  campaign: CompleteCampaign;
  file: ContactFile;
  begun: ImportRun;
  save(run: ImportRun): Promise<void>;
  /** The campaign as it is now, or why it takes no contacts any more; asked before each storing. */
  ask(): Promise<CompleteCampaign | Refusal>;
}

export async function processContactFile(
  deps: ProcessContactFileDeps,
  reading: Reading,
): Promise<ImportRun> {
  const { imports, clock, createTasks } = deps;
  const { file, begun } = reading;
  let settings = settingsOf(reading.campaign);
  const counts = { ...begun.counts };
  let chains: Chain[] = [];
  let faults: RecordedFault[] = [];

  const note = (fault: RowIssue) => {
    faults.push(fault);
    if (fault.rowKept) counts.warnings += 1;
  };
  const flush = async (): Promise<Refusal | null> => {
    const campaign = await reading.ask();
    if ('code' in campaign) return campaign;
    settings = settingsOf(campaign);
    const pending = await createTasks(campaign, begun, chains, counts);
    await imports.addFaults(begun, [...faults, ...pending]);
    chains = [];
    faults = [];
    await reading.save(renewImport(begun, counts, clock.now()));
    return null;
  };

  const header = await headerOf(file);
  if ('code' in header) return failImport(begun, header, clock.now());
  const { columns } = header;
  const assembler = assembleChains(await lastLines(file, columns));

  for await (const entry of afterHeader(file)) {
    counts.rows += 1;
    const { row, faults: found } =
      entry.kind === 'fault'
        ? { row: null, faults: [entry.fault] }
        : readRow(entry.row, columns, settings);
    found.forEach(note);
    const taken = row === null ? {} : assembler.take(row);
    if (taken.fault !== undefined) note(taken.fault);
    if (row === null || taken.fault !== undefined) counts.rejected += 1;
    if (taken.chain !== undefined) chains.push(taken.chain);
    const line = entry.kind === 'fault' ? entry.fault.line : entry.row.line;
    chains.push(...assembler.passed(line));
    if (chains.length >= chainsAtOnce || faults.length >= chainsAtOnce) {
      const refusal = await flush();
      if (refusal !== null) return failImport({ ...begun, counts }, refusal, clock.now());
    }
  }
  const refusal = await flush();
  return refusal === null
    ? finishImport(begun, counts, clock.now())
    : failImport({ ...begun, counts }, refusal, clock.now());
}

const settingsOf = ({ engagement, workstream }: CompleteCampaign) => ({
  phoneTypes: engagement.phoneTypes.map(({ type }) => type),
  country: workstream.country,
});

async function headerOf(file: ContactFile): Promise<{ columns: Columns } | Refusal> {
  for await (const entry of file.rows()) {
    if (entry.kind === 'fault') {
      const { message, line } = entry.fault;
      return { code: 'badHeader', message, line };
    }
    const { cells, line } = entry.row;
    const header = readHeader(cells);
    if (header.kind === 'columns') return header;
    return { code: 'badHeader', message: header.message, line };
  }
  return { code: 'fileEmpty', message: 'The file has no header.', line: null };
}

async function* afterHeader(file: ContactFile): AsyncGenerator<FileEntry> {
  let header = true;
  for await (const entry of file.rows()) {
    if (!header) yield entry;
    header = false;
  }
}

/** Where each account stands last; read only from files that have accounts. */
async function lastLines(file: ContactFile, columns: Columns) {
  const last = new Map<string, number>();
  const position = columns.named.get('ID');
  if (position === undefined) return last;
  for await (const entry of afterHeader(file)) {
    const account = entry.kind === 'row' ? (entry.row.cells[position] ?? '').trim() : '';
    if (entry.kind === 'row' && account !== '') last.set(account, entry.row.line);
  }
  return last;
}
