import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import type { TaskId } from '../../domain/values/ids.ts';
import { isKnown, type KnownError } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { NextAllowedByLimits } from '../compliance/next-allowed-by-limits.ts';
import type { ApplyTaskEvent } from './apply-task-event.ts';
import type { Reevaluation, ShardPage } from './reevaluation.ts';

const pageSize = 200;
const concurrency = 32;

export interface ReevaluatedPage {
  /** The last task of the page; null after the last page. */
  next: TaskId | null;
  /** Errors that another attempt may not have. */
  failures: readonly unknown[];
}

/** Re-evaluates one page and counts the results in `counts`. A failing task does not stop the others. */
export type ReevaluatePage = (page: ShardPage, counts: Reevaluation) => Promise<ReevaluatedPage>;

export function createReevaluatePage(
  deps: Pick<Ports, 'tasks' | 'clock' | 'log'> & {
    applyTaskEvent: ApplyTaskEvent;
    nextAllowedByLimits: NextAllowedByLimits;
  },
): ReevaluatePage {
  const { tasks, clock, log, applyTaskEvent, nextAllowedByLimits } = deps;

  return async ({ engagementId, shard, after }, counts) => {
    const queued = await tasks.queued(engagementId, shard, after, pageSize);
    const failures: unknown[] = [];
    await mapConcurrently(concurrency, queued, async (task) => {
      try {
        counts[await reevaluate(task)] += 1;
      } catch (error) {
        const message = error instanceof Error ? error.message : 'unknown';
        log.error('task.notRevised', { taskId: task.value.id, message }, error);
        if (canPass(error)) failures.push(error);
        else counts.left += 1;
      }
    });
    const next = queued.length < pageSize ? null : (queued.at(-1)?.value.id ?? null);
    return { next, failures };
  };

  async function reevaluate(task: Versioned<Task>): Promise<Exclude<keyof Reevaluation, 'toCome'>> {
    const now = clock.now();
    const limits = await nextAllowedByLimits(task.value, now);
    const limitsAllowFrom = limits.kind === 'allowedFrom' ? limits.at : undefined;
    const event = { kind: 'regate', now, limitsAllowFrom } as const;
    const decision = await applyTaskEvent(refOf(task.value), event, task);
    if (decision.kind === 'ignore') return 'left';
    const { status } = decision.next;
    if (status === 'closed' || status === 'texting') return 'closed';
    return task.value.status === 'ready' && status === 'ready' ? 'reranked' : 'regated';
  }
}

const passing: readonly KnownError['kind'][] = ['transient', 'concurrencyConflict'];
const canPass = (error: unknown): boolean => !isKnown(error) || passing.includes(error.kind);
