// The one way in which a task changes: read, decide, write the task with its deliveries and its tally in one batch, and
// only then ask the bus for what follows. Whatever is lost after the write, a deadline brings back.
import { isOver } from '../../domain/engagement/lifecycle.ts';
import type { TaskRef } from '../../domain/values/ids.ts';
import { countersDelta } from '../../domain/report/counters.ts';
import { type Notice, noticeRefOf } from '../../domain/webhooks/notice.ts';
import type { TaskEffect } from '../../domain/task/effect.ts';
import { decide } from '../../domain/task/decide.ts';
import type { IgnoreReason, TaskDecision, TaskEvent } from '../../domain/task/event.ts';
import { complete, type Delivery } from '../../domain/task/delivery.ts';
import { decideOver } from '../../domain/task/ended-engagement.ts';
import { refOf, type Task } from '../../domain/task/task.ts';
import { NotFound } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
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
  /** The task as it was just read, to save a reading; after a lost race it is read anew. */
  known?: Versioned<Task>,
) => Promise<TaskDecision>;

interface Changed {
  decision: TaskDecision;
  notices: readonly Notice[];
}
const unchanged = (decision: TaskDecision): Changed => ({ decision, notices: [] });

/** Reasons that say nothing of anything having gone wrong. */
const expected: readonly IgnoreReason[] = ['notDue', 'unchanged'];

/** Throws NotFound when the task or its engagement is gone, ConcurrencyConflict after the last lost race. */
export function createApplyTaskEvent(deps: ApplyTaskEventDeps): ApplyTaskEvent {
  const { tasks, messageBus, clock, log, campaigns, buildNotices } = deps;

  return async (ref, event, known) => {
    let fresh = known;
    const { decision, notices } = await retryOnConflict(clock, async () => {
      const task = fresh ?? (await tasks.find(ref));
      fresh = undefined;
      if (task === undefined) throw new NotFound('delivery task', ref.taskId);
      return change(task, event);
    });
    if (decision.kind === 'ignore') {
      const { reason } = decision;
      const level = expected.includes(reason) ? 'info' : 'warn';
      log[level]('task.ignored', { taskId: ref.taskId, event: event.kind, reason });
    } else {
      await follow(decision.next, decision.effects);
      if (notices.length > 0) await messageBus.notify(notices.map(noticeRefOf));
    }
    return decision;
  };

  async function change(task: Versioned<Task>, event: TaskEvent): Promise<Changed> {
    // What is closed takes no event, and its engagement may be gone by now.
    if (task.value.status === 'closed')
      return unchanged({ kind: 'ignore', reason: 'alreadyClosed' });
    const campaign = await campaigns.campaign(task.value.engagementId);
    if (campaign === undefined) throw new NotFound('engagement', task.value.engagementId);
    const decided = isOver[campaign.lifecycle.status] ? decideOver : decide;
    const decision = decided(task.value, event, campaign.policy);
    if (decision.kind === 'ignore') return unchanged(decision);
    const { next, effects } = decision;
    const deliveries = await deliveriesOf(task.value, effects, event);
    const delta = countersDelta(task.value, next, effects);
    const notices = await buildNotices(task.value, next, deliveries, event.now);
    await tasks.commit({ task, next, deliveries, delta, notices });
    return { decision, notices };
  }

  async function deliveriesOf(task: Task, effects: readonly TaskEffect[], event: TaskEvent) {
    const deliveries: Delivery[] = [];
    for (const effect of effects) {
      if (effect.kind === 'openDelivery') deliveries.push(effect.delivery);
      if (effect.kind !== 'closeDelivery' && effect.kind !== 'recordDisposition') continue;
      const { deliveryId, dispositionCodes } = effect;
      const found = await tasks.findDelivery(refOf(task), deliveryId);
      if (found === undefined) throw new NotFound('delivery', deliveryId);
      if (effect.kind === 'recordDisposition') {
        if (found.status === 'Complete') {
          deliveries.push({ ...found, dispositionCodes: [...dispositionCodes] });
        }
        continue;
      }
      if (found.status !== 'InProcess') continue;
      const { result, facts } = effect;
      deliveries.push(complete(found, result, facts, event.now, dispositionCodes));
      log.info('delivery.ended', { deliveryId, result });
    }
    return deliveries;
  }

  async function follow(next: Task, effects: readonly TaskEffect[]) {
    const { engagementId, shard, id } = next;
    if (next.status === 'closed') log.info('task.closed', { taskId: id, outcome: next.outcome });
    for (const effect of effects) {
      switch (effect.kind) {
        case 'wake':
          await messageBus.wake([{ engagementId, shard, at: effect.at }]);
          break;
        case 'sendSms':
          await messageBus.sendSms(refOf(next), effect.deliveryId, effect.at);
          break;
        case 'openDelivery':
        case 'closeDelivery':
        case 'recordDisposition':
          break;
      }
    }
  }
}
