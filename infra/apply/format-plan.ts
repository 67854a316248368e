// A plan and its issues as text.
import type { Difference } from 'microdiff';
import type { Issue } from '../../shared/errors.ts';
import { nameOf } from './collections.ts';
import type { FileIssue } from './read-folder.ts';
import type { Step } from './plan.ts';

const signs = { create: '+', change: '~', prepare: '~', same: '=', remove: '-' } as const;

export function lineOf(step: Step): string {
  const line = `${signs[step.act]} ${nameOf(step.document)}`;
  return step.act === 'prepare' ? `${line} (for the time being without ${step.without})` : line;
}

export function formatPlan(steps: readonly Step[]): string {
  const lines = steps.flatMap((step) => [
    lineOf(step),
    ...(step.act === 'change' ? step.changes.map((change) => `    ${showChange(change)}`) : []),
  ]);
  return [...lines, '', `${showCounts(steps)}.`].join('\n');
}

function showCounts(steps: readonly Step[]): string {
  const count = (act: Step['act']) => steps.filter((step) => step.act === act).length;
  const removals = count('remove');
  return [
    `${count('create')} to create`,
    `${count('change')} to change`,
    ...(removals > 0 ? [`${removals} to remove`] : []),
    `${count('same')} as they are`,
  ].join(', ');
}

function showChange(change: Difference): string {
  const path = change.path.join('.');
  const before = change.type === 'CREATE' ? nothing : json(change.oldValue);
  const after = change.type === 'REMOVE' ? nothing : json(change.value);
  return `${path}: ${before} → ${after}`;
}

const nothing = '(nothing)';
/** Never shortened: two texts may differ only at their ends. */
const json = (value: unknown): string => JSON.stringify(value);

export function formatFileIssues(faults: readonly FileIssue[]): string {
  const files = [...new Set(faults.map(({ file }) => file))].sort();
  return files
    .flatMap((name) => [
      name,
      ...faults.filter(({ file }) => file === name).map((fault) => `    ${formatIssue(fault)}`),
    ])
    .join('\n');
}

/** The path, the value, and what is expected. */
export function formatIssue({ path, value, message }: Issue): string {
  const indented = message.replaceAll('\n', '\n    ');
  if (path === '') return indented;
  return value === undefined ? `${path}: ${indented}` : `${path} (${short(value)}): ${indented}`;
}

function short(value: unknown): string {
  const text = json(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
