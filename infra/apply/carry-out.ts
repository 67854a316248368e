// A plan is carried out a document at a time. What the API refuses may be fine once another document is written (a code leaves
// its category when no engagement names it any more), so it is offered again as long as others get through.
import type { EngineApi, Written } from './engine-api.ts';
import type { Step } from './plan.ts';
import { Stop } from './stop.ts';
import { put, remove } from './surely.ts';

export interface Progress {
  done(step: Step, written: Written & { kind: 'done' }): void;
  refused(step: Step, refusal: Written & { kind: 'refused' }): void;
  /** Nothing is removed while something is not written: it may be what was to take its place. */
  leftAlone(removals: readonly Step[]): void;
}

/** Answers whether everything was done. */
export async function carryOut(
  steps: readonly Step[],
  api: EngineApi,
  progress: Progress,
): Promise<boolean> {
  const open = steps.filter(({ act }) => act !== 'same');
  const removals = open.filter(({ act }) => act === 'remove');
  let count = 0;
  try {
    const written = await allOf(open.filter(({ act }) => act !== 'remove'));
    if (written) return await allOf(removals);
    if (removals.length > 0) progress.leftAlone(removals);
    return false;
  } catch (error) {
    if (!(error instanceof Stop) || open.length === 1) throw error;
    const rest = `${count} of ${open.length} were done; start it again for the rest`;
    throw new Stop(`${error.message}\n${rest}.`);
  }

  async function allOf(todo: readonly Step[]): Promise<boolean> {
    const refusals = new Map<Step, Written & { kind: 'refused' }>();
    for (const step of todo) {
      const written = await carry(step, api);
      if (written.kind === 'refused') {
        refusals.set(step, written);
      } else {
        count += 1;
        progress.done(step, written);
      }
    }
    const again = [...refusals.keys()].filter((step) => mayPass(refusals.get(step)));
    const others = todo.length > refusals.size && again.length > 0;
    for (const [step, refusal] of refusals) {
      if (!others || !again.includes(step)) progress.refused(step, refusal);
    }
    if (others) return (await allOf(again)) && again.length === refusals.size;
    return refusals.size === 0;
  }
}

/** A document that does not fit the others yet; what was changed by somebody else stays so. */
const mayPass = (refusal: (Written & { kind: 'refused' }) | undefined): boolean =>
  refusal?.problem.status === 400;

function carry(step: Step, api: EngineApi): Promise<Written> {
  switch (step.act) {
    case 'create':
    case 'same':
      return put(api, step.document, step.document.value, null);
    case 'change':
      return put(api, step.document, step.document.value, step.etag);
    case 'remove':
      return remove(api, step.document, step.document.etag);
  }
}
