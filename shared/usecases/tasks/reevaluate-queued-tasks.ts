// An edit of an engagement moves its queued tasks: to another rank, another time, or the end. Messages re-evaluate all of
// them. The first tasks are re-evaluated at once, so that the response of the edit can report the result.
import type { EngagementRecord } from '../../domain/engagement/engagement-record.ts';
import type { Engagement } from '../../domain/engagement/engagement.ts';
import { isOver } from '../../domain/engagement/lifecycle.ts';
import type { TaskId } from '../../domain/values/ids.ts';
import { isKnown } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ReevaluatedPage, ReevaluatePage } from './reevaluate-page.ts';
import { countReevaluated, noReevaluation, type Reevaluation } from './reevaluation.ts';

/** Re-evaluates the first queued tasks. A failure leaves them to the messages and does not fail the saved edit. */
export type ReevaluateQueuedTasks = (edited: EngagementRecord) => Promise<Reevaluation>;

/** The number of tasks that the response of an edit waits for. */
const firstTasks = 1000;

export function createReevaluateQueuedTasks(
  deps: Pick<Ports, 'tasks'> & { reevaluatePage: ReevaluatePage },
): ReevaluateQueuedTasks {
  const { tasks, reevaluatePage } = deps;

  return async ({ engagement, lifecycle }) => {
    const counts = noReevaluation();
    if (isOver[lifecycle.status]) return counts;
    const queued = await countQueued(engagement);
    const isEmpty = queued.kind === 'counted' && queued.count === 0;
    if (isEmpty || (await reevaluateFirst(engagement, counts))) return counts;
    // Without a count at least one task is left.
    const toCome =
      queued.kind === 'unknown' ? 1 : Math.max(0, queued.count - countReevaluated(counts));
    return { ...counts, toCome };
  };

  /** `unknown`: the count failed. */
  async function countQueued({ id, shards }: Engagement): Promise<QueuedCount> {
    try {
      const { waiting, ready } = await tasks.countOpen(id, shards);
      return { kind: 'counted', count: waiting + ready };
    } catch (error) {
      if (!isKnown(error)) throw error;
      return { kind: 'unknown' };
    }
  }

  /** Returns whether these were all queued tasks. */
  async function reevaluateFirst({ id, shards }: Engagement, counts: Reevaluation) {
    try {
      for (let shard = 0; shard < shards; shard += 1) {
        let after: TaskId | null = null;
        do {
          if (countReevaluated(counts) >= firstTasks) return false;
          const page: ReevaluatedPage = await reevaluatePage(
            { engagementId: id, shard, after },
            counts,
          );
          if (page.failures.length > 0) throw page.failures[0];
          after = page.next;
        } while (after !== null);
      }
      return true;
    } catch (error) {
      if (!isKnown(error)) throw error;
      return false;
    }
  }
}

type QueuedCount = { kind: 'counted'; count: number } | { kind: 'unknown' };
