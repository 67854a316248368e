// Orders the steps of a plan so that the engine accepts each one, usually by references. If a document is valid only
// after a removal, the removal comes first. If two engagements or workstreams need each other's change, an engagement
// is written twice, first without the blocking fields.
import type { Issue } from '../../shared/errors.ts';
import type { Imagined } from './imagined.ts';
import { nameOf } from './collections.ts';
import type { Step } from './plan.ts';
import type { Preparation } from './prepare.ts';

export interface Sequence {
  readonly steps: readonly Step[];
  /** What the engine would refuse, whatever comes before. */
  readonly stuck: readonly { readonly step: Step; readonly issues: readonly Issue[] }[];
}

/** `imagine` returns the current engine; `preparations` returns intermediate versions of a change, best first. */
export async function sequenced(
  plan: readonly Step[],
  imagine: () => Imagined,
  preparations: (step: Step) => readonly Preparation[],
): Promise<Sequence> {
  const engine = imagine();
  const done: Step[] = [];
  const prepared = new Set<string>();
  let writes = plan.filter(({ act }) => act !== 'remove');
  let removals = plan.filter(({ act }) => act === 'remove');

  for (;;) {
    writes = await asManyAsGo(writes);
    const left = writes.length === 0 ? removals : await oneAfterTheOther(removals);
    const isFurther = left.length < removals.length;
    removals = left;
    if (writes.length === 0 || (!isFurther && !(await prepare()))) break;
  }
  removals = await asManyAsGo(removals);
  const stuck = await Promise.all(
    [...writes, ...removals].map(async (step) => ({ step, issues: await engine.refusals(step) })),
  );
  return { steps: stuck.length === 0 ? await spared(done, imagine) : done, stuck };

  async function taken(step: Step): Promise<boolean> {
    if ((await engine.refusals(step)).length > 0) return false;
    engine.take(step);
    done.push(step);
    return true;
  }

  /** Returns the refused steps. */
  async function oneAfterTheOther(steps: readonly Step[]): Promise<Step[]> {
    const left: Step[] = [];
    for (const step of steps) if (!(await taken(step))) left.push(step);
    return left;
  }

  async function asManyAsGo(steps: readonly Step[]): Promise<Step[]> {
    const left = await oneAfterTheOther(steps);
    return left.length === 0 || left.length === steps.length ? left : asManyAsGo(left);
  }

  /** Whether a step was added. */
  async function prepare(): Promise<boolean> {
    const before = done.length;
    for (const step of writes) {
      const name = nameOf(step.document);
      if (prepared.has(name)) continue;
      for (const preparation of preparations(step)) {
        if (!(await taken(preparation))) continue;
        prepared.add(name);
        break;
      }
    }
    return done.length > before;
  }
}

/** Without unneeded intermediate versions, and with each removal after the writes that do not need it. */
async function spared(steps: readonly Step[], imagine: () => Imagined): Promise<readonly Step[]> {
  let best = steps;
  for (const step of steps.filter(({ act }) => act === 'prepare').reverse()) {
    const without = best.filter((one) => one !== step);
    if (await goes(without)) best = without;
  }
  const lastWrite = best.findLastIndex(({ act }) => act !== 'remove');
  const early = best.filter(({ act }, index) => act === 'remove' && index < lastWrite);
  for (const step of early.reverse()) {
    const others = best.filter((one) => one !== step);
    const end = others.findLastIndex(({ act }) => act !== 'remove') + 1;
    const later = [...others.slice(0, end), step, ...others.slice(end)];
    if (await goes(later)) best = later;
  }
  return best;

  async function goes(sequence: readonly Step[]): Promise<boolean> {
    const engine = imagine();
    for (const step of sequence) {
      if ((await engine.refusals(step)).length > 0) return false;
      engine.take(step);
    }
    return true;
  }
}
