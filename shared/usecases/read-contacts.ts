// The rows of one file, from first to last: faults are recorded, good rows become chains, chains become contacts and
// tasks, a few hundred at a time, so that memory does not grow with the file.
import type { Contact } from '../domain/contact/contact.ts';
import { type Chain, assembleChains } from '../domain/intake/chains.ts';
import { type Columns, readHeader } from '../domain/intake/columns.ts';
import type { ImportCounts, ImportRun, RecordedFault } from '../domain/intake/import.ts';
import { contactOf, taskOf } from '../domain/intake/plan.ts';
import { type Fault, readRow } from '../domain/intake/row.ts';
import { alive, failed, finished } from '../domain/intake/run.ts';
import { deltaOf } from '../domain/report/tally.ts';
import type { Task } from '../domain/task/task.ts';
import type { FileEntry } from '../ports/contact-files.ts';
import type { ImportDeps } from './import-contacts.ts';
import type { Campaign } from './policies.ts';

const chainsAtOnce = 400;

export interface Reading {
  campaign: Campaign;
  path: string;
  begun: ImportRun;
  save(run: ImportRun): Promise<void>;
}

export async function readContacts(deps: ImportDeps, reading: Reading): Promise<ImportRun> {
  const { files, imports, system } = deps;
  const { campaign, path, begun } = reading;
  const { engagement, workstream } = campaign;
  const settings = {
    phoneTypes: engagement.phoneTypes.map(({ type }) => type),
    country: workstream.country,
  };
  const counts = { ...begun.counts };
  let chains: Chain[] = [];
  let faults: RecordedFault[] = [];

  const note = (fault: Fault) => {
    faults.push(fault);
    if (fault.rowKept) counts.warnings += 1;
  };
  const flush = async () => {
    const pending = await store(deps, reading, chains, counts);
    await imports.addFaults(engagement.id, begun.id, [...faults, ...pending]);
    chains = [];
    faults = [];
    await reading.save(alive(begun, counts, system.now()));
  };

  const header = await firstRow(files.read(path));
  if (header === undefined) {
    const failure = { code: 'fileEmpty', message: 'The file has no header.', line: null } as const;
    return failed(begun, failure, system.now());
  }
  if (header.kind === 'fault') {
    const { message, line } = header.fault;
    return failed(begun, { code: 'badHeader', message, line }, system.now());
  }
  const read = readHeader(header.row.cells);
  if (read.kind === 'fault') {
    const failure = { code: 'badHeader', message: read.message, line: header.row.line } as const;
    return failed(begun, failure, system.now());
  }
  const { columns } = read;
  const assembler = assembleChains(await lastLines(files.read(path), columns));

  for await (const entry of afterHeader(files.read(path))) {
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
    if (chains.length >= chainsAtOnce || faults.length >= chainsAtOnce) await flush();
  }
  await flush();
  return finished(begun, counts, system.now());
}

/** Contacts first, for the tasks name them; a crash between leaves contacts that nobody was told to call. */
async function store(
  deps: ImportDeps,
  { campaign, begun }: Reading,
  chains: readonly Chain[],
  counts: ImportCounts,
): Promise<RecordedFault[]> {
  if (chains.length === 0) return [];
  const { system, contacts, tasks, bus } = deps;
  const { engagement, policy } = campaign;
  const now = system.now();
  const attribute = engagement.contactUniqueIdentifier;
  const planned = chains.map((chain) => {
    const people = chain.rows.map((row) => contactOf(row, attribute, system.digest));
    return { chain, people, ...taskOf(chain, people, begun.id, policy, system.digest, now) };
  });
  await contacts.upsert(planned.flatMap(({ people }): Contact[] => people));

  const pending: RecordedFault[] = [];
  const wakes = new Map<
    string,
    { engagementId: Task['engagementId']; shard: number; at: Task['createdAt'] }
  >();
  for (const shard of new Set(planned.map(({ next }) => next.shard))) {
    const own = planned.filter(({ next }) => next.shard === shard);
    const outcome = await tasks.create(
      own.map(({ next: task, effects }) => ({ task, delta: deltaOf(null, task, effects) })),
    );
    const held = new Set<string>(outcome.pending);
    for (const { chain, next } of own) {
      if (held.has(next.id)) {
        counts.alreadyPending += chain.rows.length;
        pending.push(...chain.rows.map(({ line }) => alreadyPending(line)));
      } else {
        counts.tasks += 1;
        counts.accepted += chain.rows.length;
        if (next.status === 'waiting') {
          wakes.set(`${shard} ${next.deadlineAt}`, {
            engagementId: engagement.id,
            shard,
            at: next.deadlineAt,
          });
        }
      }
    }
  }
  await bus.wake([...wakes.values()]);
  return pending;
}

const alreadyPending = (line: number): RecordedFault => ({
  line,
  field: 'UniqueIdentifier',
  reason: 'alreadyPending',
  message: 'This contact already has an open task of this engagement; no second one was made.',
  rowKept: false,
});

async function firstRow(entries: AsyncIterable<FileEntry>): Promise<FileEntry | undefined> {
  for await (const entry of entries) return entry;
  return undefined;
}

async function* afterHeader(entries: AsyncIterable<FileEntry>): AsyncGenerator<FileEntry> {
  let header = true;
  for await (const entry of entries) {
    if (!header) yield entry;
    header = false;
  }
}

/** Where each account stands last; read only from files that have accounts. */
async function lastLines(entries: AsyncIterable<FileEntry>, columns: Columns) {
  const last = new Map<string, number>();
  const position = columns.named.get('ID');
  if (position === undefined) return last;
  for await (const entry of afterHeader(entries)) {
    const account = entry.kind === 'row' ? (entry.row.cells[position] ?? '').trim() : '';
    if (entry.kind === 'row' && account !== '') last.set(account, entry.row.line);
  }
  return last;
}
