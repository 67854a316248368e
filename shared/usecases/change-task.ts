// The one way in which a task changes: read, decide, write the task with its deliveries and its tally in one batch, and
// only then ask the bus for what follows. Whatever is lost after the write, a deadline brings back.
import { isOver } from '../domain/engagement/lifecycle.ts';
import type { TaskRef } from '../domain/ids.ts';
import { deltaOf } from '../domain/report/tally.ts';
import type { TaskEffect } from '../domain/task/advance.ts';
import { decide } from '../domain/task/decide.ts';
import type { IgnoreReason, TaskDecision, TaskEvent } from '../domain/task/event.ts';
import { complete, type Delivery } from '../domain/task/delivery.ts';
import { decideOver } from '../domain/task/over.ts';
import { refOf, type Task } from '../domain/task/task.ts';
import { NotFound } from '../errors.ts';
import type { Bus } from '../ports/bus.ts';
import type { Log } from '../ports/log.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import { onConflict } from './again.ts';
import type { Policies } from './policies.ts';

export interface ChangeTaskDeps {
  tasks: Tasks;
  bus: Bus;
  log: Log;
  policies: Policies;
}

export type ChangeTask = (
  ref: TaskRef,
  event: TaskEvent,
  /** The task as it was just read, to save a reading; after a lost race it is read anew. */
  known?: Versioned<Task>,
) => Promise<TaskDecision>;

/** Reasons that say nothing of anything having gone wrong. */
const expected: readonly IgnoreReason[] = ['notDue', 'unchanged'];

/** Throws NotFound when the task or its engagement is gone, Conflict when the race was lost again and again. */
export function changeTask(deps: ChangeTaskDeps): ChangeTask {
  const { tasks, bus, log, policies } = deps;

  return async (ref, event, known) => {
    let fresh = known;
    const decision = await onConflict(async () => {
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
    }
    return decision;
  };

  async function change(task: Versioned<Task>, event: TaskEvent): Promise<TaskDecision> {
    // What is closed takes no event, and its engagement may be gone by now.
    if (task.value.status === 'closed') return { kind: 'ignore', reason: 'alreadyClosed' };
    const campaign = await policies.campaign(task.value.engagementId);
    if (campaign === undefined) throw new NotFound('engagement', task.value.engagementId);
    const decided = isOver[campaign.lifecycle.status] ? decideOver : decide;
    const decision = decided(task.value, event, campaign.policy);
    if (decision.kind === 'ignore') return decision;
    const { next, effects } = decision;
    const deliveries = await deliveriesOf(task.value, effects, event);
    const delta = deltaOf(task.value, next, effects);
    await tasks.commit({ task, next, deliveries, delta });
    return decision;
  }

  async function deliveriesOf(task: Task, effects: readonly TaskEffect[], event: TaskEvent) {
    const deliveries: Delivery[] = [];
    for (const effect of effects) {
      if (effect.kind === 'openDelivery') deliveries.push(effect.delivery);
      if (effect.kind !== 'closeDelivery') continue;
      const open = await tasks.findDelivery(refOf(task), effect.deliveryId);
      if (open === undefined) throw new NotFound('delivery', effect.deliveryId);
      if (open.status !== 'InProcess') continue;
      deliveries.push(complete(open, effect.result, effect.facts, event.now));
      log.info('delivery.ended', { deliveryId: effect.deliveryId, result: effect.result });
    }
    return deliveries;
  }

  async function follow(next: Task, effects: readonly TaskEffect[]) {
    const { engagementId, shard, id } = next;
    if (next.status === 'closed') log.info('task.closed', { taskId: id, outcome: next.outcome });
    for (const effect of effects) {
      switch (effect.kind) {
        case 'wake':
          await bus.wake([{ engagementId, shard, at: effect.at }]);
          break;
        case 'sendSms':
          await bus.sendSms(refOf(next), effect.deliveryId, effect.at);
          break;
        case 'openDelivery':
        case 'closeDelivery':
          break;
      }
    }
  }
}
