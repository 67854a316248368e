// An edited engagement's queued tasks are put where its new settings want them: in another order, in other windows, or left.
// All of them by messages, a page a message, which are ordered before the edit is saved: whatever dies on the way, the edit
// reaches its tasks. The first of them also at once, so that the edit can say what it did.
import type { Engagement } from '../../domain/engagement/engagement.ts';
import { isOver } from '../../domain/engagement/lifecycle.ts';
import type { EngagementId, TaskId } from '../../domain/values/ids.ts';
import type { EngagementRecord } from '../../domain/configuration/documents.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import { later } from '../../domain/values/time.ts';
import { isKnown, type KnownError } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from './apply-task-event.ts';
import { createNextAllowedByLimits } from '../compliance/next-allowed-by-limits.ts';
import { createScheduleReevaluation, settlingMs } from './schedule-reevaluation.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import type { Ports } from '../../ports/ports.ts';

/** What an edit did to the tasks that wait or are ready. */
export interface Reevaluation {
  /** Ready, at another place in the order. */
  reranked: number;
  /** At another time, or from waiting to ready, or back. */
  regated: number;
  /** Given up: no attempt, number or time is left to them, though a text may follow. */
  closed: number;
  /** As they were. */
  left: number;
  /** Still to be looked at, within seconds. */
  toCome: number;
}

export interface ShardReevaluation {
  engagementId: EngagementId;
  shard: number;
  /** The task to go on behind; null: from the first. */
  after: TaskId | null;
  /** A page that is looked at once more, when another message has gone on behind it. */
  alone?: boolean | undefined;
}

/** What the edit did to the queued tasks so far; a failure leaves them to the messages, and fails no edit that is saved. */
export type ReevaluateTasks = (edited: EngagementRecord) => Promise<Reevaluation>;

const page = 200;
const atOnce = 32;
/** How many are looked at before the edit is answered. */
const atLeast = 1000;

export interface ReevaluateTasksDeps extends Pick<
  Ports,
  'tasks' | 'messageBus' | 'clock' | 'log' | 'contacts'
> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
}

export function createReevaluateQueuedTasks(deps: ReevaluateTasksDeps) {
  const { tasks, messageBus, clock, log, applyTaskEvent } = deps;
  const asked = createNextAllowedByLimits(deps);
  const { order, revising } = createScheduleReevaluation(deps);

  /** One page, of which no task is in the way of another; answers with where to go on, null behind the last. */
  async function revisePage(shard: ShardReevaluation, revision: Reevaluation): Promise<Page> {
    const queued = await tasks.queued(shard.engagementId, shard.shard, shard.after, page);
    const failures: unknown[] = [];
    await mapConcurrently(atOnce, queued, async (task) => {
      try {
        await revise(task, revision);
      } catch (error) {
        const message = error instanceof Error ? error.message : 'unknown';
        log.error('task.notRevised', { taskId: task.value.id, message }, error);
        if (mayPass(error)) failures.push(error);
        else revision.left += 1;
      }
    });
    const next = queued.length < page ? null : (queued.at(-1)?.value.id ?? null);
    return { next, failures };
  }

  async function revise(task: Versioned<Task>, revision: Reevaluation): Promise<void> {
    const now = clock.now();
    const limitsAllowFrom = await asked(task.value, now);
    const event = { kind: 'regate', now, limitsAllowFrom } as const;
    const decision = await applyTaskEvent(refOf(task.value), event, task);
    if (decision.kind === 'ignore') revision.left += 1;
    else if (isGivenUp(decision.next)) revision.closed += 1;
    else if (task.value.status === 'ready' && decision.next.status === 'ready')
      revision.reranked += 1;
    else revision.regated += 1;
  }

  const edited: ReevaluateTasks = async ({ engagement, lifecycle }) => {
    const revision = noReevaluation();
    if (isOver[lifecycle.status]) return revision;
    const queued = await countQueued(engagement);
    const isDone = queued === 0 || (await first(engagement, revision));
    // Where they could not be counted there is at least one.
    const left = queued === undefined ? 1 : Math.max(0, queued - seen(revision));
    return { ...revision, toCome: isDone ? 0 : left };
  };

  async function countQueued({ id, shards }: Engagement): Promise<number | undefined> {
    try {
      const { waiting, ready } = await tasks.countOpen(id, shards);
      return waiting + ready;
    } catch (error) {
      if (!isKnown(error)) throw error;
      return undefined;
    }
  }

  /** At least as many as there is time for; answers whether that was all of them. */
  async function first({ id: engagementId, shards }: Engagement, revision: Reevaluation) {
    try {
      for (let shard = 0; shard < shards; shard += 1) {
        let after: TaskId | null = null;
        do {
          if (seen(revision) >= atLeast) return false;
          const looked: Page = await revisePage({ engagementId, shard, after }, revision);
          if (looked.failures.length > 0) throw looked.failures[0];
          after = looked.next;
        } while (after !== null);
      }
      return true;
    } catch (error) {
      if (!isKnown(error)) throw error;
      return false;
    }
  }

  /**
   * What a message asks for: one page, and a message for the next, whatever happened to this one. Where something failed
   * that may pass, the page is looked at once more by a message of its own: one that came again would go on again.
   */
  const shard = async ({ alone, ...asked }: ShardReevaluation): Promise<void> => {
    const { next, failures } = await revisePage(asked, noReevaluation());
    if (alone === true && failures.length > 0) throw failures[0];
    if (alone === true) return;
    if (next !== null) await messageBus.revise([{ ...asked, after: next }], clock.now());
    if (failures.length > 0) {
      await messageBus.revise([{ ...asked, alone: true }], later(clock.now(), settlingMs));
    }
  };

  return { order, revising, edited, shard };
}

interface Page {
  next: TaskId | null;
  /** Of what may succeed another time. */
  failures: readonly unknown[];
}

const passing: readonly KnownError['kind'][] = ['transient', 'concurrencyConflict'];
const mayPass = (error: unknown): boolean => !isKnown(error) || passing.includes(error.kind);

export const noReevaluation = (): Reevaluation => ({
  reranked: 0,
  regated: 0,
  closed: 0,
  left: 0,
  toCome: 0,
});

const seen = ({ reranked, regated, closed, left }: Reevaluation): number =>
  reranked + regated + closed + left;

const isGivenUp = ({ status }: Task): boolean => status === 'closed' || status === 'texting';
