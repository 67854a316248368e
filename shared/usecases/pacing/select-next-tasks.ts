// Selects the next tasks of a pacing group, each with its display number. Higher priorities come first, equal ones in
// turn, and each engagement stays within its maximum.
import { holdsLine } from '../../domain/call/call.ts';
import { assignNumber, displayNumbers, freeLines, lineUse } from '../../domain/pacing/lines.ts';
import { byPriority, interleave, roomOf, shareOf } from '../../domain/pacing/progressive.ts';
import type { Task } from '../../domain/task/task.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Line } from '../../ports/call-store.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { DialableCampaign } from './dialable-campaign.ts';
import type { ListCallableTasks } from './list-callable-tasks.ts';
import type { ReservedLine } from './list-reserved-lines.ts';

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
  /** In addition to the live calls. */
  reservedLines: readonly ReservedLine[];
  /** Representatives of the group that are free or on its calls. */
  staff: number;
  limit: number;
  /** Selects which of several equals comes first. */
  turn: number;
  now: Instant;
}

export type SelectNextTasks = (wanted: Wanted) => Promise<Candidate[]>;

export function createSelectNextTasks(listCallableTasks: ListCallableTasks): SelectNextTasks {
  return async ({ campaigns, lines, reservedLines, staff, limit, turn, now }) => {
    const live = lines.filter(({ status }) => holdsLine[status]);
    const use = lineUse([...live, ...reservedLines]);
    const selected: Candidate[] = [];
    const ranked = campaigns.map((campaign) => ({
      ...campaign,
      priority: campaign.engagement.priority,
    }));
    for (const equals of byPriority(ranked)) {
      if (selected.length === limit) break;
      const lists = await Promise.all(
        equals.map((campaign) => {
          const free = Math.min(limit - selected.length, roomFor(campaign, lines, use, staff));
          return listCallableTasks(campaign, free, use, now);
        }),
      );
      for (const { campaign, task, numbers } of interleave(lists, Infinity, turn)) {
        if (selected.length === limit) break;
        const nth = turn + selected.length;
        const from = assignNumber(numbers, campaign.workstream.callsPerNumber, use, nth);
        if (from !== null) selected.push({ campaign, task, from });
      }
    }
    return selected;
  };
}

/** How many calls an engagement may start: within its maximum, its share of the queue and its lines. */
function roomFor(
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
