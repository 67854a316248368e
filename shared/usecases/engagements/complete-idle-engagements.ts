import type { Engagement } from '../../domain/engagement/engagement.ts';
import { completeLifecycle } from '../../domain/engagement/lifecycle.ts';
import { openTaskCount, sumCounters } from '../../domain/report/counters.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SaveLifecycle } from './save-lifecycle.ts';

/** Completes every completing engagement without an open task. Returns how many. */
export type CompleteIdleEngagements = () => Promise<number>;

export function createCompleteIdleEngagements(
  deps: Pick<Ports, 'engagements' | 'tasks' | 'imports' | 'clock'> & {
    saveLifecycle: SaveLifecycle;
  },
): CompleteIdleEngagements {
  const { engagements, tasks, imports, clock, saveLifecycle } = deps;

  return async () => {
    const now = clock.now();
    let ended = 0;
    for (const stored of await engagements.list()) {
      const { engagement, lifecycle } = stored;
      if (lifecycle.status !== 'completing') continue;
      if (!(await isIdle(engagement))) continue;
      try {
        await saveLifecycle(stored, completeLifecycle(now), 'Complete');
        ended += 1;
      } catch (error) {
        // The lifecycle changed concurrently; skip.
        if (!(error instanceof ConcurrencyConflict)) throw error;
      }
    }
    return ended;
  };

  /** Reads the imports first: an import that ends between the two reads has created its tasks by then. */
  async function isIdle({ id }: Engagement): Promise<boolean> {
    const runs = await imports.list(id);
    if (runs.some(({ status }) => status === 'InProgress')) return false;
    return openTaskCount(sumCounters(await tasks.tallies(id))) === 0;
  }
}
