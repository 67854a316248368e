// The ready tasks of one engagement that may be dialed now. A task outside its window returns to waiting, so that it
// does not block the others.
import { selectNumber } from '../../domain/task/select-number.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { DialableCampaign } from './dialable-campaign.ts';
import type { Ports } from '../../ports/ports.ts';

/** How many extra tasks a round reads; doubled each round, because a closed window affects many tasks. */
const firstExtra = 10;
const maxRounds = 7;

export function createListDialableTasks({
  tasks,
  applyTaskEvent,
}: Pick<Ports, 'tasks'> & {
  applyTaskEvent: ApplyTaskEvent;
}) {
  return {
    /** The first `limit` tasks in rank order. */
    async first(
      campaign: DialableCampaign,
      limit: number,
      now: Instant,
    ): Promise<Versioned<Task>[]> {
      const { id, shards } = campaign.engagement;
      let extra = 0;
      for (let round = 0; ; round++) {
        const wanted = limit + extra;
        const ready = await tasks.ready(id, shards, wanted);
        const dialable = ready.filter(({ value }) => isDialable(value, campaign, now));
        if (dialable.length >= limit || ready.length < wanted || round === maxRounds) {
          return dialable.slice(0, limit);
        }
        await reevaluateClosed(ready, dialable, now);
        extra = firstExtra * 2 ** round;
      }
    },

    /** The dialable ones of the next `limit` ready tasks after the rank. `last` is the last rank read; null at the end. */
    async after(
      rank: string,
      campaign: DialableCampaign,
      limit: number,
      now: Instant,
    ): Promise<{ dialable: Versioned<Task>[]; last: string | null }> {
      const { id, shards } = campaign.engagement;
      const ready = await tasks.ready(id, shards, limit, rank);
      const dialable = ready.filter(({ value }) => isDialable(value, campaign, now));
      await reevaluateClosed(ready, dialable, now);
      const last = ready.at(-1);
      return { dialable, last: last === undefined || ready.length < limit ? null : rankOf(last) };
    },
  };

  async function reevaluateClosed(
    ready: readonly Versioned<Task>[],
    dialable: readonly Versioned<Task>[],
    now: Instant,
  ): Promise<void> {
    const closed = ready.filter((task) => !dialable.includes(task));
    await Promise.all(closed.map((task) => reevaluate(task, now)));
  }

  /** Re-evaluates the task; a concurrent change has done so as well. */
  async function reevaluate(task: Versioned<Task>, now: Instant): Promise<void> {
    try {
      await applyTaskEvent(refOf(task.value), { kind: 'regate', now }, task);
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
  }
}

export const rankOf = ({ value }: Versioned<Task>): string =>
  value.status === 'ready' ? value.rank : '';

const isDialable = (task: Task, { policy }: DialableCampaign, now: Instant): boolean =>
  task.expiresAt > now && selectNumber(task, policy.dialingWindows, now).kind === 'now';
