// Executes a plan step by step, in its order.
import { nameOf } from './collections.ts';
import type { ApiClient, Written } from './api-client.ts';
import type { Step } from './plan.ts';
import type { Preparation } from './prepare.ts';
import { FatalError } from './fatal-error.ts';
import { put, remove } from './verified-write.ts';

export interface Progress {
  done(step: Step, written: Written & { kind: 'done' }): void;
  refused(step: Step, refusal: Written & { kind: 'refused' }): void;
  /** Not tried, because an earlier step was refused. */
  leftAlone(step: Step): void;
  /** Prepared, and then not written in its final form. */
  unfinished(step: Preparation): void;
}

/** Returns whether every step succeeded. */
export async function executePlan(
  steps: readonly Step[],
  api: ApiClient,
  progress: Progress,
): Promise<boolean> {
  const open = steps.filter(({ act }) => act !== 'same');
  const prepared = new Map<string, { step: Preparation; etag: string }>();
  let done = 0;
  let all = true;
  try {
    for (const step of open) await carry(step);
    return all;
  } catch (error) {
    if (!(error instanceof FatalError) || open.length === 1) throw error;
    const rest = `${done} of ${open.length} were done; start it again for the rest`;
    throw new FatalError(`${error.message}\n${rest}.`);
  } finally {
    for (const { step } of prepared.values()) progress.unfinished(step);
  }

  async function carry(step: Step): Promise<void> {
    // Nothing is removed while a write is missing: the write may replace it.
    if (!all && (step.act === 'remove' || step.act === 'prepare')) {
      progress.leftAlone(step);
      return;
    }
    const name = nameOf(step.document);
    const written = await write(step, prepared.get(name)?.etag);
    if (written.kind === 'refused') {
      all = false;
      progress.refused(step, written);
      return;
    }
    done += 1;
    if (step.act === 'prepare') prepared.set(name, { step, etag: written.etag ?? '*' });
    else prepared.delete(name);
    progress.done(step, written);
  }

  function write(step: Step, ownEtag: string | undefined): Promise<Written> {
    switch (step.act) {
      case 'create':
      case 'same':
        return put(api, step.document, step.document.value, null);
      case 'prepare':
        return put(api, step.document, step.document.value, step.etag);
      case 'change':
        return put(api, step.document, step.document.value, ownEtag ?? step.etag);
      case 'remove':
        return remove(api, step.document, step.document.etag);
    }
  }
}
