// Reads the folder, reads the engine, prints every issue or the plan, and executes the plan.
import { setTimeout as sleep } from 'node:timers/promises';
import { executePlan } from './execute-plan.ts';
import { nameOf } from './collections.ts';
import { createApiClient } from './api-client.ts';
import { help, type CliOptions, parseCliOptions } from './cli-options.ts';
import { readFolder } from './read-folder.ts';
import type { Wait } from './http-client.ts';
import { planOf, removed } from './plan.ts';
import { byName, readCurrentState } from './current-state.ts';
import { formatFileIssues, formatPlan } from './format-plan.ts';
import { formatDone, formatSkipped, formatRefused, formatUnfinished } from './format-progress.ts';
import { FatalError } from './fatal-error.ts';
import { faultsTogether } from './together.ts';
import { validate } from './desired-documents.ts';
import { resolvePlan } from './resolve-plan.ts';

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
  const reading = validate(folder);
  const prunable = prune ? folder.kinds : [];
  const mine = byName(reading.given);
  const api = createApiClient({ url, key, wait });
  const present = await readCurrentState(
    api,
    (one) => mine.has(nameOf(one)) || prunable.includes(one.kind),
  ).catch((error: unknown) => {
    // Known issues are printed in any case.
    if (reading.faults.length > 0) print(`${formatFileIssues(reading.faults)}\n`);
    throw error;
  });

  const removals = removed(reading.given, present, prunable);
  const told = [...reading.faults, ...faultsTogether(reading, present, removals)];
  const serving = async () =>
    [...reading.wanted, ...removals].some(({ kind }) => kind === 'queue')
      ? await api.serving()
      : [];
  const { steps, faults } =
    told.length > 0
      ? { steps: [], faults: told }
      : await resolvePlan(planOf(reading.wanted, present, prunable), present, await serving());
  if (faults.length > 0) {
    print(`${formatFileIssues(faults)}\n\n${faults.length} to put right. Nothing was written.`);
    return false;
  }

  print(`Plan for ${url}:\n\n${formatPlan(steps)}`);
  if (steps.every(({ act }) => act === 'same')) {
    print('There is nothing to do.');
    return true;
  }
  if (dryRun) {
    print('Nothing was written: this was a dry run.');
    return true;
  }
  print('');
  const all = await executePlan(steps, api, {
    done: (step, written) => print(formatDone(step, written)),
    refused: (step, { problem }) => print(formatRefused(step, problem)),
    leftAlone: (step) => print(formatSkipped(step)),
    unfinished: (step) => print(formatUnfinished(step)),
  });
  print(all ? '\nThe engine is as the folder says.' : '\nNot everything was applied.');
  return all;
}
