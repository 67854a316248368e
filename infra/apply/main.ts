// Reads the folder, asks the engine for a plan, prints every issue or the plan, and applies the folder.
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient, type DesiredSet } from './api-client.ts';
import { applySet, isOpen } from './apply-set.ts';
import { type CliOptions, help, parseCliOptions } from './cli-options.ts';
import { collections, nameOf } from './collections.ts';
import { FatalError } from './fatal-error.ts';
import {
  formatFileIssues,
  formatIssue,
  formatPlan,
  formatStep,
  toFileIssue,
} from './format-plan.ts';
import type { Wait } from './http-client.ts';
import { type FileIssue, type Folder, readFolder } from './read-folder.ts';

/** Receives one or more lines, without the last line break. */
export type Print = (text: string) => void;

/** Returns the exit code. */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: Print,
  wait: Wait = sleep,
): Promise<0 | 1> {
  const command = parseCliOptions(args, env);
  switch (command.kind) {
    case 'help':
      print(help.trimEnd());
      return 0;
    case 'refused':
      print(`${command.why}\n\n${help.trimEnd()}`);
      return 1;
    case 'apply':
      try {
        return (await apply(command.flags, print, wait)) ? 0 : 1;
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        print(error.message);
        return 1;
      }
  }
}

/** Returns whether the engine equals the folder; throws FatalError if that cannot be tried. */
export async function apply(flags: CliOptions, print: Print, wait: Wait = sleep): Promise<boolean> {
  const { url, key, prune, dryRun } = flags;
  const folder = readFolder(flags.folder);
  if (folder.kinds.length === 0 && folder.faults.length === 0) {
    throw new FatalError(`There are no documents in '${flags.folder}'.`);
  }
  const api = createApiClient({ url, key, wait });
  const set = toDesiredSet(folder, prune);
  const plan = await api.plan(set).catch((error: unknown) => {
    // The issues of the files are printed in any case.
    if (folder.faults.length > 0) print(`${formatFileIssues(folder.faults)}\n`);
    throw error;
  });
  const issues = allIssues(folder, plan.issues);
  if (issues.length > 0) {
    const count = `${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}`;
    print(`${formatFileIssues(issues)}\n\n${count}. Nothing was written.`);
    return false;
  }

  print(`Plan for ${url}:\n\n${formatPlan(plan.steps)}`);
  const open = plan.steps.filter(isOpen);
  if (open.length === 0) {
    print('There is nothing to do.');
    return true;
  }
  if (dryRun) {
    print('Nothing was written: this was a dry run.');
    return true;
  }
  const result = await applySet(api, set, plan);
  switch (result.kind) {
    case 'applied':
      print(`\n${open.map((step) => `${formatStep(step)} ${pastTense[step.act]}`).join('\n')}`);
      print('\nThe engine now equals the folder. It re-evaluates queued tasks within seconds.');
      return true;
    case 'overtaken':
      print('\nAnother edit changed the configuration since the plan. Run the command again.');
      return false;
    case 'refused': {
      const { message, issues: refused } = result.problem;
      print(['', message, ...refused.map((issue) => `    ${formatIssue(issue)}`)].join('\n'));
      return false;
    }
  }
}

const pastTense = {
  create: 'created',
  change: 'changed',
  remove: 'removed',
  unchanged: 'unchanged',
};

/** An unreadable file is sent as null: others may refer to it. */
function toDesiredSet({ documents, kinds }: Folder, prune: boolean): DesiredSet {
  const collected = kinds.map((kind): [string, Record<string, unknown>] => {
    const ofKind = documents.filter((document) => document.kind === kind);
    return [
      collections[kind],
      Object.fromEntries(ofKind.map(({ id, body }) => [id, body ?? null])),
    ];
  });
  return {
    documents: Object.fromEntries(collected),
    prune: prune ? kinds.map((kind) => collections[kind]) : [],
  };
}

/** The engine cannot know why a file is unreadable, so its issues of such a file are dropped. */
function allIssues(
  { documents, faults }: Folder,
  issues: Parameters<typeof toFileIssue>[0][],
): FileIssue[] {
  const fileOf = new Map(documents.map((document) => [nameOf(document), document.file]));
  const unreadable = new Set(faults.map(({ file }) => file));
  const ofEngine = issues.map((issue) => toFileIssue(issue, fileOf));
  return [...faults, ...ofEngine.filter(({ file }) => !unreadable.has(file))];
}
