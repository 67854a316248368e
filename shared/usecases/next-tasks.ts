// The next tasks of a pacing group: higher priorities first, equals in turn, each engagement within its own maximum. Tasks
// whose window has closed since they became ready are put back to waiting on the way, so that they never stand in front
// of those that may be called.
import type { Line } from '../ports/floor.ts';
import { holdsLine } from '../domain/call/call.ts';
import { byPriority, interleave, roomOf, shareOf } from '../domain/pacing/progressive.ts';
import { choose } from '../domain/task/choose.ts';
import { refOf, type Task } from '../domain/task/task.ts';
import type { Instant } from '../domain/time.ts';
import { Conflict } from '../errors.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import type { ChangeTask } from './change-task.ts';
import type { ServedCampaign } from './start-call.ts';

export interface Candidate {
  campaign: ServedCampaign;
  task: Versioned<Task>;
}

export interface Wanted {
  campaigns: readonly ServedCampaign[];
  /** The calls that are up anywhere. */
  lines: readonly Line[];
  /** Representatives of the group who are free or on its calls. */
  staff: number;
  most: number;
  /** Which of several equals comes first. */
  turn: number;
  now: Instant;
}

/** How many tasks more than wanted a round looks at: doubled from round to round, for a closed window closes many. */
const firstLook = 10;
const rounds = 7;

export type NextTasks = (wanted: Wanted) => Promise<Candidate[]>;

export function nextTasks(deps: { tasks: Tasks; changeTask: ChangeTask }): NextTasks {
  const { tasks, changeTask } = deps;

  return async ({ campaigns, lines, staff, most, turn, now }) => {
    const taken: Candidate[] = [];
    const ranked = campaigns.map((campaign) => ({
      ...campaign,
      priority: campaign.engagement.priority,
    }));
    for (const equals of byPriority(ranked)) {
      if (taken.length === most) break;
      const lists = await Promise.all(
        equals.map((campaign) =>
          callable(campaign, Math.min(most - taken.length, room(campaign, lines, staff)), now),
        ),
      );
      taken.push(...interleave(lists, most - taken.length, turn));
    }
    return taken;
  };

  /** Up to `most` tasks of one engagement that may be called now, in rank order. */
  async function callable(
    campaign: ServedCampaign,
    most: number,
    now: Instant,
  ): Promise<Candidate[]> {
    if (most === 0) return [];
    const { id, shards } = campaign.engagement;
    let more = 0;
    for (let round = 0; ; round++) {
      const asked = most + more;
      const ready = await tasks.ready(id, shards, asked);
      const open = ready.filter(({ value }) => mayBeCalled(value, campaign, now));
      if (open.length >= most || ready.length < asked || round === rounds) {
        return open.slice(0, most).map((task) => ({ campaign, task }));
      }
      const closed = ready.filter((task) => !open.includes(task));
      await Promise.all(closed.map((task) => regate(task, now)));
      more = firstLook * 2 ** round;
    }
  }

  /** Asks the windows again; whoever else moved the task meanwhile has done so too. */
  async function regate(task: Versioned<Task>, now: Instant): Promise<void> {
    try {
      await changeTask(refOf(task.value), { kind: 'regate', now }, task);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

const mayBeCalled = (task: Task, { policy }: ServedCampaign, now: Instant): boolean =>
  task.expiresAt > now && choose(task, policy.gates, now).kind === 'now';

/** How many calls an engagement may start beside those it has: within its maximum, and its share of the queue. */
function room({ engagement }: ServedCampaign, lines: readonly Line[], staff: number): number {
  const own = lines.filter(
    ({ engagementId, status }) => holdsLine[status] && engagementId === engagement.id,
  ).length;
  const share = shareOf(staff, engagement.rules.percentageOfQueue);
  return Math.max(0, Math.min(roomOf(engagement, own), share - own));
}
