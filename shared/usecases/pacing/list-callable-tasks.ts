// The dialable tasks of one engagement with a free line. Tasks without a free line are skipped, so that they do not
// block others.
import { assignNumber } from '../../domain/pacing/lines.ts';
import type { Task } from '../../domain/task/task.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { DialableCampaign } from './dialable-campaign.ts';
import { createListDialableTasks, rankOf } from './list-dialable-tasks.ts';
import type { SelectDisplayNumbers } from './select-display-numbers.ts';

/** A dialable task with the display numbers that its call may show. */
interface CallableTask {
  campaign: DialableCampaign;
  task: Versioned<Task>;
  numbers: readonly E164[];
}

/** Up to `limit` tasks in rank order. `used` counts the lines in use of each number. */
export type ListCallableTasks = (
  campaign: DialableCampaign,
  limit: number,
  used: ReadonlyMap<E164, number>,
  now: Instant,
) => Promise<CallableTask[]>;

/**
 * How many tasks a tick reads after those without a free line. The next tick continues from there, so a tick always
 * costs the same.
 */
const readAhead = 50;

export function createListCallableTasks(
  deps: Pick<Ports, 'tasks'> & {
    applyTaskEvent: ApplyTaskEvent;
    selectDisplayNumbers: SelectDisplayNumbers;
  },
): ListCallableTasks {
  const dialable = createListDialableTasks(deps);
  /** By engagement, the rank up to which no task had a free line. It is a hint: without it a tick starts at the top. */
  const skippedUpTo = new Map<string, string>();

  return async (campaign, limit, used, now) => {
    if (limit === 0) return [];
    const use = new Map(used);
    const { id } = campaign.engagement;
    const first = await dialable.first(campaign, limit, now);
    const found = await withLine(campaign, first, limit, use, now);
    const last = first.at(-1);
    if (last === undefined || first.length < limit || found.length === limit) return found;

    const known = skippedUpTo.get(id) ?? '';
    const rank = known > rankOf(last) ? known : rankOf(last);
    const next = await dialable.after(rank, campaign, readAhead, now);
    const more = await withLine(campaign, next.dialable, limit - found.length, use, now);
    if (next.last === null) skippedUpTo.delete(id);
    else if (more.length === 0) skippedUpTo.set(id, next.last);
    return [...found, ...more];
  };

  /** Up to `limit` of the tasks for which a line is free after the ones before. */
  async function withLine(
    campaign: DialableCampaign,
    list: readonly Versioned<Task>[],
    limit: number,
    use: Map<E164, number>,
    now: Instant,
  ): Promise<CallableTask[]> {
    const withNumbers = await Promise.all(
      list.map(async (task): Promise<CallableTask> => {
        const numbers = await deps.selectDisplayNumbers(campaign, task.value, now);
        return { campaign, task, numbers };
      }),
    );
    const { callsPerNumber } = campaign.workstream;
    const found: CallableTask[] = [];
    for (const one of withNumbers) {
      if (found.length === limit) break;
      if (assignNumber(one.numbers, callsPerNumber, use, 0) !== null) found.push(one);
    }
    return found;
  }
}
