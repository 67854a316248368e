// Selects the next tasks of a pacing group, each with its display number. Higher priorities come first, equal ones in
// turn, and each engagement stays within its maximum. Tasks without a free line are skipped, so that they do not block others.
import type { Line } from '../../ports/call-store.ts';
import { holdsLine } from '../../domain/call/call.ts';
import { displayNumbers, freeLines, lineUse, assignNumber } from '../../domain/pacing/lines.ts';
import { byPriority, interleave, roomOf, shareOf } from '../../domain/pacing/progressive.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { ReservedLine } from './list-reserved-lines.ts';
import { createListDialableTasks, rankOf } from './list-dialable-tasks.ts';
import type { SelectDisplayNumbers } from './select-display-numbers.ts';
import type { DialableCampaign } from './reserve-and-queue-call.ts';
import type { Ports } from '../../ports/ports.ts';

export interface Candidate {
  campaign: DialableCampaign;
  task: Versioned<Task>;
  /** The display number. */
  from: E164;
}

interface Wanted {
  campaigns: readonly DialableCampaign[];
  /** All live calls. */
  lines: readonly Line[];
  /** Reserved lines in addition to the live calls. */
  held: readonly ReservedLine[];
  /** Representatives of the group that are free or on its calls. */
  staff: number;
  limit: number;
  /** Selects which of several equals comes first. */
  turn: number;
  now: Instant;
}

/** A dialable task with the display numbers that its call may show. */
interface Callable {
  campaign: DialableCampaign;
  task: Versioned<Task>;
  numbers: readonly E164[];
}

/**
 * How many tasks a tick reads after those without a free line. The next tick continues from there, so a tick always
 * costs the same.
 */
const lookBehind = 50;

export type SelectNextTasks = (wanted: Wanted) => Promise<Candidate[]>;

export function createSelectNextTasks(
  deps: Pick<Ports, 'tasks'> & {
    applyTaskEvent: ApplyTaskEvent;
    selectDisplayNumbers: SelectDisplayNumbers;
  },
): SelectNextTasks {
  const open = createListDialableTasks(deps);
  /** By engagement, the rank up to which no task had a free line. It is a hint: without it a tick starts at the top. */
  const passed = new Map<string, string>();

  return async ({ campaigns, lines, held, staff, limit, turn, now }) => {
    const use = lineUse([...lines.filter(({ status }) => holdsLine[status]), ...held]);
    const taken: Candidate[] = [];
    const ranked = campaigns.map((campaign) => ({
      ...campaign,
      priority: campaign.engagement.priority,
    }));
    for (const equals of byPriority(ranked)) {
      if (taken.length === limit) break;
      const lists = await Promise.all(
        equals.map((campaign) => {
          const free = Math.min(limit - taken.length, room(campaign, lines, use, staff));
          return callable(campaign, free, use, now);
        }),
      );
      for (const { campaign, task, numbers } of interleave(lists, Infinity, turn)) {
        if (taken.length === limit) break;
        const nth = turn + taken.length;
        const from = assignNumber(numbers, campaign.workstream.callsPerNumber, use, nth);
        if (from !== null) taken.push({ campaign, task, from });
      }
    }
    return taken;
  };

  /** Up to `limit` dialable tasks of one engagement with a free line, in rank order. */
  async function callable(
    campaign: DialableCampaign,
    limit: number,
    used: ReadonlyMap<E164, number>,
    now: Instant,
  ): Promise<Callable[]> {
    if (limit === 0) return [];
    const use = new Map(used);
    const { id } = campaign.engagement;
    const first = await open.first(campaign, limit, now);
    const found = await withLine(campaign, first, limit, use, now);
    const last = first.at(-1);
    if (last === undefined || first.length < limit || found.length === limit) return found;

    const known = passed.get(id) ?? '';
    const rank = known > rankOf(last) ? known : rankOf(last);
    const next = await open.behind(rank, campaign, lookBehind, now);
    const more = await withLine(campaign, next.open, limit - found.length, use, now);
    if (next.last === null) passed.delete(id);
    else if (more.length === 0) passed.set(id, next.last);
    return [...found, ...more];
  }

  /** Up to `limit` of the tasks for which a line is free after the ones before. */
  async function withLine(
    campaign: DialableCampaign,
    list: readonly Versioned<Task>[],
    limit: number,
    use: Map<E164, number>,
    now: Instant,
  ): Promise<Callable[]> {
    const shown = await Promise.all(
      list.map(async (task): Promise<Callable> => {
        return {
          campaign,
          task,
          numbers: await deps.selectDisplayNumbers(campaign, task.value, now),
        };
      }),
    );
    const { callsPerNumber } = campaign.workstream;
    const found: Callable[] = [];
    for (const one of shown) {
      if (found.length === limit) break;
      if (assignNumber(one.numbers, callsPerNumber, use, 0) !== null) found.push(one);
    }
    return found;
  }
}

/** How many calls an engagement may start: within its maximum, its share of the queue and its lines. */
function room(
  { engagement, workstream }: DialableCampaign,
  lines: readonly Line[],
  use: ReadonlyMap<E164, number>,
  staff: number,
): number {
  const own = lines.filter(
    ({ engagementId, status }) => holdsLine[status] && engagementId === engagement.id,
  ).length;
  const share = shareOf(staff, engagement.rules.percentageOfQueue);
  const free = freeLines(displayNumbers(engagement, workstream), workstream.callsPerNumber, use);
  return Math.max(0, Math.min(roomOf(engagement, own), share - own, free));
}
