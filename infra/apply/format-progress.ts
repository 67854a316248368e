// The result for each document as text.
import type { Reevaluation } from '../../shared/usecases/tasks/reevaluation.ts';
import type { Written } from './api-client.ts';
import type { Problem } from './http-client.ts';
import type { Step } from './plan.ts';
import { nameOf } from './collections.ts';
import { lineOf, formatIssue } from './format-plan.ts';
import { isStale } from './verified-write.ts';

const past = {
  create: 'created',
  change: 'changed',
  prepare: 'changed',
  same: 'written',
  remove: 'removed',
} as const;

export function formatDone(step: Step, { queued }: Written & { kind: 'done' }): string {
  const lines = [`${lineOf(step)} ${past[step.act]}`];
  if (queued !== undefined) lines.push(...showQueued(queued).map((line) => `    ${line}`));
  return lines.join('\n');
}

/** Empty if no task is queued. */
function showQueued({ reranked, regated, closed, left, toCome }: Reevaluation): string[] {
  const parts = [
    [reranked, 'in another place of the order'],
    [regated, 'at another time'],
    [closed, 'given up'],
    [left, 'as they were'],
    [toCome, 'still to be looked at, within seconds'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? [] : [`queued tasks: ${told.join(', ')}`];
}

export function formatRefused(step: Step, problem: Problem): string {
  const file = 'file' in step.document ? step.document.file : nameOf(step.document);
  const head = `! ${file} is not ${past[step.act]}`;
  if (isStale(problem)) {
    const theirs =
      step.act === 'create' ? 'somebody else made it' : 'it was changed by somebody else';
    return `${head}: ${theirs} since the plan was made, and is left as they made it`;
  }
  const issues = problem.issues.map((issue) => `    ${formatIssue(issue)}`);
  return [`${head}: ${problem.message}`, ...issues].join('\n');
}

/** Nothing is removed or reduced because of a write that is missing. */
export const formatSkipped = (step: Step): string =>
  `! ${nameOf(step.document)} is not ${past[step.act]} while others are not written`;

export const formatUnfinished = (step: Step & { act: 'prepare' }): string =>
  `! ${nameOf(step.document)} is left without ${step.without}: apply again before it is started`;
