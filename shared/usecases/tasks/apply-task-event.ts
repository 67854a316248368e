// Every change of a task: read, decide, and write the task with its deliveries and counters in one batch. The messages
// follow. If a crash loses a message after the write, the deadline of the task repeats it.
import { isOver } from '../../domain/engagement/lifecycle.ts';
import type { TaskRef } from '../../domain/values/ids.ts';
import { countersDelta } from '../../domain/report/counters.ts';
import { type Notice, noticeRefOf } from '../../domain/webhooks/notice.ts';
import { decide } from '../../domain/task/decide.ts';
import type { IgnoreReason, TaskDecision, TaskEvent } from '../../domain/task/event.ts';
import { decideOver } from '../../domain/task/ended-engagement.ts';
import type { Task } from '../../domain/task/task.ts';
import { NotFound } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { changedDeliveries } from './changed-deliveries.ts';
import { sendMessages } from './send-messages.ts';
import type { BuildNotices } from '../webhooks/build-notices.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface ApplyTaskEventDeps extends Pick<Ports, 'tasks' | 'messageBus' | 'clock' | 'log'> {
  campaigns: CampaignCache;
  buildNotices: BuildNotices;
}

export type ApplyTaskEvent = (
  ref: TaskRef,
  event: TaskEvent,
  /** The task, if the caller has just read it. After a concurrency conflict it is read again. */
  current?: Versioned<Task>,
) => Promise<TaskDecision>;

interface AppliedEvent {
  decision: TaskDecision;
  notices: readonly Notice[];
}
const withoutNotices = (decision: TaskDecision): AppliedEvent => ({ decision, notices: [] });

/** These reasons are part of normal operation. */
const expectedReasons: readonly IgnoreReason[] = ['notDue', 'unchanged'];

/** Throws NotFound if the task or its engagement is deleted, ConcurrencyConflict after the last retry. */
export function createApplyTaskEvent(deps: ApplyTaskEventDeps): ApplyTaskEvent {
  const { tasks, messageBus, clock, log, campaigns, buildNotices } = deps;

  return async (ref, event, current) => {
    let read = current;
    const { decision, notices } = await retryOnConflict(clock, async () => {
      const task = read ?? (await tasks.find(ref));
      read = undefined;
      if (task === undefined) throw new NotFound('delivery task', ref.taskId);
      return change(task, event);
    });
    if (decision.kind === 'ignore') {
      const { reason } = decision;
      const level = expectedReasons.includes(reason) ? 'info' : 'warn';
      log[level]('task.ignored', { taskId: ref.taskId, event: event.kind, reason });
    } else {
      const { next, effects } = decision;
      if (next.status === 'closed') {
        log.info('task.closed', { taskId: next.id, outcome: next.outcome });
      }
      await sendMessages(messageBus, next, effects);
      if (notices.length > 0) await messageBus.notify(notices.map(noticeRefOf));
    }
    return decision;
  };

  async function change(task: Versioned<Task>, event: TaskEvent): Promise<AppliedEvent> {
    // The engagement of a closed task may be deleted, so it is not read.
    if (task.value.status === 'closed') {
      return withoutNotices({ kind: 'ignore', reason: 'alreadyClosed' });
    }
    const campaign = await campaigns.campaign(task.value.engagementId);
    if (campaign === undefined) throw new NotFound('engagement', task.value.engagementId);
    const decideTask = isOver[campaign.lifecycle.status] ? decideOver : decide;
    const decision = decideTask(task.value, event, campaign.policy);
    if (decision.kind === 'ignore') return withoutNotices(decision);
    const { next, effects } = decision;
    const deliveries = await changedDeliveries(deps, task.value, effects, event);
    const delta = countersDelta(task.value, next, effects);
    const notices = await buildNotices(task.value, next, deliveries, event.now);
    await tasks.commit({ task, next, deliveries, delta, notices });
    return { decision, notices };
  }
}
