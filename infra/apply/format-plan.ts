// A plan and its issues as text.
import type { Issue } from '../../shared/errors.ts';
import type { PlanIssue, PlannedStep } from './api-client.ts';
import type { FileIssue } from './read-folder.ts';

const signs = { create: '+', change: '~', unchanged: '=', remove: '-' } as const;

export const formatStep = ({ act, document }: PlannedStep): string => `${signs[act]} ${document}`;

export function formatPlan(steps: readonly PlannedStep[]): string {
  const lines = steps.flatMap((step) => [
    formatStep(step),
    ...step.fields.map((change) => `    ${formatField(change)}`),
  ]);
  return [...lines, '', `${formatCounts(steps)}.`].join('\n');
}

function formatCounts(steps: readonly PlannedStep[]): string {
  const count = (act: PlannedStep['act']) => steps.filter((step) => step.act === act).length;
  const removals = count('remove');
  return [
    `${count('create')} to create`,
    `${count('change')} to change`,
    ...(removals > 0 ? [`${removals} to remove`] : []),
    `${count('unchanged')} unchanged`,
  ].join(', ');
}

const formatField = ({ path, before, after }: PlannedStep['fields'][number]): string =>
  `${path}: ${toJson(before)} → ${toJson(after)}`;

/** Never shortened: two texts may differ only at their ends. */
const toJson = (value: unknown): string =>
  value === undefined ? '(absent)' : JSON.stringify(value);

export function formatFileIssues(issues: readonly FileIssue[]): string {
  const files = [...new Set(issues.map(({ file }) => file))].sort();
  return files
    .flatMap((name) => [
      name,
      ...issues.filter(({ file }) => file === name).map((issue) => `    ${formatIssue(issue)}`),
    ])
    .join('\n');
}

/** The path, the value, and what is expected. */
export function formatIssue({ path, value, message }: Issue): string {
  const indented = message.replaceAll('\n', '\n    ');
  if (path === '') return indented;
  return value === undefined ? `${path}: ${indented}` : `${path} (${toShort(value)}): ${indented}`;
}

function toShort(value: unknown): string {
  const text = toJson(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The issue with the file of its document; a document without a file is in the engine only. */
export function toFileIssue(
  { document, path, value, message }: PlanIssue,
  fileOf: ReadonlyMap<string, string>,
): FileIssue {
  const file = fileOf.get(document) ?? `${document} (in the engine)`;
  return value === undefined ? { file, path, message } : { file, path, value, message };
}
