import Table from 'cli-table3';
import { type Outcome } from './outcome.ts';

const minutes = (seconds: number) => `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
const percent = (rate: number | null) => (rate === null ? '' : ` (${Math.round(rate * 100)} %)`);
const rows = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => [name, n]);

function table(head: readonly string[], body: readonly (readonly (string | number)[])[]): string {
  const drawn = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of body) drawn.push([...row]);
  return drawn.toString();
}

function sideBySide(...blocks: readonly string[]): string {
  const columns = blocks.map((block) => block.split('\n'));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines) => (lines[line] ?? '').padEnd(lines[0]?.length ?? 0))
      .join('  ')
      .trimEnd(),
  ).join('\n');
}

/** The whole run in readable lines. */
export function summary(outcome: Outcome, shown = { rejects: true }): string {
  const { file, rejects, surprises, report, invariants } = outcome;
  const { voice, sms, answered, connected, abandoned } = report.deliveries;
  const { counts } = file;
  const faults = rejects.map(({ line, field, reason, message, rowKept }) => {
    return [line, field, reason, `${message}${rowKept ? ' (row accepted)' : ''}`];
  });
  const checked = invariants.map(({ what, holds, seen }) => [holds ? '✓' : '✗', what, seen]);
  const broken = invariants.flatMap(({ what, faults: found }) =>
    found.slice(0, 5).map((fault) => `  ✗ ${what}: ${fault}`),
  );
  const memory = outcome.peakHostMb === undefined ? '' : `; host at most ${outcome.peakHostMb} MB`;
  const dialed = voice.started;
  return [
    `${file.name}: ${counts.rows} rows, ${counts.accepted} accepted as ${counts.tasks} tasks, ${counts.rejected} rejected, ${counts.warnings} accepted with a warning`,
    ...(shown.rejects ? [table(['line', 'field', 'reason', 'message'], faults)] : []),
    ...surprises.map((surprise) => `  ✗ unexpected: ${surprise}`),
    '',
    sideBySide(
      table(['task', ''], rows(report.tasks.closed)),
      table(['call', ''], rows(voice.results)),
      table(['SMS', ''], rows(sms.results)),
      table(['recorded', ''], rows(outcome.recorded)),
    ),
    `${dialed} calls: ${answered} answered, ${connected} connected${percent(report.rates.connect)}, ${abandoned} abandoned${percent(report.rates.abandonment)}`,
    `${minutes(outcome.localSeconds)} of local time in ${outcome.machineSeconds} s${memory}`,
    '',
    table(['', 'invariant', 'evidence'], checked),
    ...broken,
  ].join('\n');
}
