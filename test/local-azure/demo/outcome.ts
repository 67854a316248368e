/** Everything that the summary contains, collected after all tasks are closed. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Stack } from '../stack/boot.ts';
import { type ContactFile } from './contacts.ts';
import { countDispositions } from './dispositions.ts';
import { readDocuments } from './documents.ts';
import { type Invariant, invariants } from './invariants.ts';
import { peakMbOf } from './resource-usage.ts';
import { engagementId } from './prepare.ts';
import { type Import, type Report, type DemoStatus } from './status.ts';

const rejectSchema = z.object({
  line: z.coerce.number(),
  field: z.string(),
  reason: z.string(),
  message: z.string(),
  rowKept: z.stringbool(),
});
type Reject = z.infer<typeof rejectSchema>;

export interface Outcome {
  readonly file: Import;
  readonly rejects: readonly Reject[];
  /** How the import differs from the expectation; empty if it does not. */
  readonly surprises: readonly string[];
  readonly report: Report;
  /** The number of deliveries per disposition code. */
  readonly recorded: Readonly<Record<string, number>>;
  readonly localSeconds: number;
  readonly machineSeconds: number;
  /** Undefined on systems that do not report it. */
  readonly peakHostMb: number | undefined;
  readonly invariants: readonly Invariant[];
  readonly ok: boolean;
}

export async function outcomeOf(
  stack: Stack,
  { report, file }: DemoStatus,
  machineSeconds: number,
  expected: ContactFile,
): Promise<Outcome> {
  if (file === undefined) throw new Error('There is no import to summarize.');
  const rejects = await rejectsOf(stack, file);
  const documents = await readDocuments(stack);
  const found = await invariants(stack, documents);
  const surprises = surprisesOf(file, rejects, expected);
  const ends = documents.tasks.map(({ closedAt }) => Date.parse(closedAt ?? file.startedAt));
  const localMs = ends.reduce((latest, at) => Math.max(latest, at), 0) - Date.parse(file.startedAt);
  return {
    file,
    rejects,
    surprises,
    report,
    recorded: countDispositions(documents),
    localSeconds: Math.round(Math.max(0, localMs) / 1000),
    machineSeconds,
    peakHostMb: peakMbOf(stack.pids()['host'] ?? 0),
    invariants: found,
    ok: surprises.length === 0 && found.every(({ holds }) => holds),
  };
}

async function rejectsOf({ api }: Stack, file: Import): Promise<Reject[]> {
  const csv = await api.text(`/engagements/${engagementId}/imports/${file.id}/rejects.csv`);
  const rows = z.array(rejectSchema).parse(parse(csv, { columns: true }));
  return rows.sort((a, b) => a.line - b.line);
}

function surprisesOf(
  { counts, failure }: Import,
  rejects: readonly Reject[],
  expected: ContactFile,
): string[] {
  const surprises = failure === null ? [] : [`the import failed: ${failure.message}`];
  const compare = (what: string, found: number | string, wanted: number | string) => {
    if (found !== wanted) surprises.push(`${what}: ${found}, expected ${wanted}`);
  };
  compare('rows', counts.rows, expected.rows);
  compare('accepted', counts.accepted, expected.accepted);
  compare('rejected', counts.rejected, expected.rows - expected.accepted);
  const listed = (faults: readonly { line: number; reason: string }[]) =>
    faults.map(({ line, reason }) => `${line} ${reason}`).join(', ');
  compare('faults', listed(rejects), listed(expected.faults));
  return surprises;
}
