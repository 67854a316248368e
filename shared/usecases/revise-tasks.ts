// An edited engagement's queued tasks are put where its new settings want them: in another order, in other windows, or left.
// The first of them at once, so that the edit can say what it did; the rest by messages, a page a message.
import type { Engagement } from '../domain/engagement/engagement.ts';
import type { EngagementId, TaskId } from '../domain/ids.ts';
import type { EngagementRecord } from '../domain/settings.ts';
import { refOf, type Task } from '../domain/task/task.ts';
import { later, SECOND } from '../domain/time.ts';
import type { Bus } from '../ports/bus.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import type { ChangeTask } from './change-task.ts';
import type { Policies } from './policies.ts';
import { someAtOnce } from './some-at-once.ts';

/** What an edit did to the tasks that wait or are ready. */
export interface Revision {
  /** Ready, at another place in the order. */
  reranked: number;
  /** At another time, or from waiting to ready, or back. */
  regated: number;
  /** Given up: no number or no time is left to them. */
  closed: number;
  /** As they were. */
  left: number;
  /** Still to be looked at, within seconds. */
  toCome: number;
}

export interface ShardRevision {
  engagementId: EngagementId;
  shard: number;
  /** The task to go on behind; null: from the first. */
  after: TaskId | null;
}

export type Revise = (before: Engagement | undefined, after: EngagementRecord) => Promise<Revision>;

const page = 200;
const atOnce = 32;
/** How many are looked at before the edit is answered. */
const atLeast = 1000;
/** Other instances go by the settings that they have just read for so long. */
const settlingMs = 2 * SECOND;

export interface ReviseDeps {
  tasks: Tasks;
  bus: Bus;
  system: System;
  policies: Policies;
  changeTask: ChangeTask;
}

export function reviseTasks({ tasks, bus, system, policies, changeTask }: ReviseDeps) {
  /** One page; answers with where to go on, null behind the last. */
  async function revisePage(shard: ShardRevision, revision: Revision): Promise<TaskId | null> {
    const queued = await tasks.queued(shard.engagementId, shard.shard, shard.after, page);
    await someAtOnce(atOnce, queued, (task) => revise(task, revision));
    return queued.length < page ? null : (queued.at(-1)?.value.id ?? null);
  }

  async function revise(task: Versioned<Task>, revision: Revision): Promise<void> {
    const now = system.now();
    const decision = await changeTask(refOf(task.value), { kind: 'regate', now }, task);
    if (decision.kind === 'ignore') revision.left += 1;
    else if (decision.next.status === 'closed') revision.closed += 1;
    else if (task.value.status === 'ready' && decision.next.status === 'ready')
      revision.reranked += 1;
    else revision.regated += 1;
  }

  const edited: Revise = async (before, { engagement, lifecycle }) => {
    const revision: Revision = { reranked: 0, regated: 0, closed: 0, left: 0, toCome: 0 };
    policies.forget();
    if (
      before === undefined ||
      lifecycle.status === 'stopped' ||
      lifecycle.status === 'completed'
    ) {
      return revision;
    }
    const { id: engagementId, shards } = engagement;
    const { waiting, ready } = await tasks.countOpen(engagementId, shards);
    if (waiting + ready === 0) return revision;
    if (!movesTasks(before, engagement)) return { ...revision, left: waiting + ready };

    const rest: ShardRevision[] = [];
    for (let shard = 0; shard < shards; shard += 1) {
      let after: TaskId | null = null;
      let more = true;
      while (more && seen(revision) < atLeast) {
        after = await revisePage({ engagementId, shard, after }, revision);
        more = after !== null;
      }
      if (more) rest.push({ engagementId, shard, after });
    }
    await bus.revise(rest, later(system.now(), settlingMs));
    const toCome = rest.length === 0 ? 0 : Math.max(0, waiting + ready - seen(revision));
    return { ...revision, toCome };
  };

  /** Every queued task of the engagements, by and by: what they refer to has changed. */
  const all = async (engagements: readonly Engagement[]): Promise<void> => {
    policies.forget();
    const shards = engagements.flatMap(({ id: engagementId, shards: count }) =>
      [...Array(count).keys()].map((shard) => ({ engagementId, shard, after: null })),
    );
    await bus.revise(shards, later(system.now(), settlingMs));
  };

  /** What a message asks for: one page, and a message for the next. */
  const shard = async (asked: ShardRevision): Promise<void> => {
    const after = await revisePage(asked, {
      reranked: 0,
      regated: 0,
      closed: 0,
      left: 0,
      toCome: 0,
    });
    if (after !== null) await bus.revise([{ ...asked, after }], system.now());
  };

  return { edited, all, shard };
}

const seen = ({ reranked, regated, closed, left }: Revision): number =>
  reranked + regated + closed + left;

/** Whether where a queued task stands follows from anything that was changed. */
function movesTasks(before: Engagement, after: Engagement): boolean {
  return JSON.stringify(standing(before)) !== JSON.stringify(standing(after));
}

function standing(engagement: Engagement): unknown[] {
  const { phoneTypes, timeZones, missingTimeZone, queueId } = engagement;
  const windows = [phoneTypes, timeZones, missingTimeZone, queueId];
  if (engagement.channel === 'sms') return [...windows, engagement.messageOrder];
  const { callOrder, reattempts, dialMode, callSettings } = engagement;
  return [...windows, callOrder, reattempts.priority, dialMode, callSettings];
}
