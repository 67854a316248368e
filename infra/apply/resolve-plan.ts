// A plan that the engine accepts step by step, or the reason why there is none.
import { nameOf } from './collections.ts';
import type { Serving } from './api-client.ts';
import type { FileIssue } from './read-folder.ts';
import { imagined } from './imagined.ts';
import type { Step } from './plan.ts';
import { preparationsOf } from './prepare.ts';
import { byName, type CurrentState } from './current-state.ts';
import { sequenced } from './sequence.ts';

export interface ResolvedPlan {
  readonly steps: readonly Step[];
  readonly faults: readonly FileIssue[];
}

export async function resolvePlan(
  plan: readonly Step[],
  present: readonly CurrentState[],
  serving: Serving,
): Promise<ResolvedPlan> {
  const there = byName(present);
  const dials = ({ document }: Step) => there.get(nameOf(document))?.dials === true;
  const preparations = (step: Step) => preparationsOf(step, there.get(nameOf(step.document)));
  const imagine = () => imagined(present, serving);

  // A call shows another number while the display numbers are missing: a running engagement keeps them.
  const { steps, stuck } = await sequenced(plan, imagine, (step) =>
    dials(step) ? [] : preparations(step),
  );
  if (stuck.length === 0) return { steps, faults: [] };
  const suspended = await sequenced(plan, imagine, preparations);
  if (suspended.stuck.length === 0) {
    const faults = suspended.steps.flatMap((step): FileIssue[] => {
      if (step.act !== 'prepare' || !dials(step)) return [];
      const message = `can only be changed by way of a version without ${step.without}, and it is running: Suspend it, apply the folder, and Resume it.`;
      return [{ file: step.document.file, path: '', message }];
    });
    return { steps: [], faults };
  }
  // For a single step nothing else of the folder can be the reason.
  const writes = stuck.filter(({ step }) => step.act !== 'remove');
  const faults = stuck.flatMap(({ step, issues }) => {
    const why = writes.length > 1 && step.act !== 'remove' ? inAnyOrder : '';
    const file = placeOf(step);
    return issues.map((issue): FileIssue => ({
      file,
      ...issue,
      message: `${issue.message}${why}`,
    }));
  });
  return { steps: [], faults };
}

const inAnyOrder =
  ' (It is so in whatever order the folder is applied: apply a version in between first.)';

const placeOf = (step: Step): string =>
  step.act === 'remove' ? `${nameOf(step.document)} (to be removed)` : step.document.file;
