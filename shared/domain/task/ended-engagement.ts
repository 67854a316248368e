// The tasks of an engagement that is stopped or completed: nothing is queued there, and calls in progress finish.
import { meaningOf } from '../outcome/result.ts';
import { close } from './close.ts';
import { decide } from './decide.ts';
import type { TaskDecision, TaskEvent } from './event.ts';
import type { Task, TaskStatus } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/** As `decide`; but cancels a queued task at its re-evaluation, and a task that would be queued again. */
export function decideOver(task: Task, event: TaskEvent, policy: TaskPolicy): TaskDecision {
  const { now } = event;
  const isReevaluation = event.kind === 'regate' && isQueued(task);
  const cancelled: TaskEvent = { kind: 'cancelled', now };
  const decision = decide(task, isReevaluation ? cancelled : afterStop(task, event), policy);
  if (decision.kind === 'ignore' || !isQueued(decision.next)) return decision;
  const effects = decision.effects.filter(({ kind }) => kind !== 'wake');
  // A contact that talked with a representative stays reached, whatever disposition code would start a retry.
  const isReached = event.kind === 'ended' && meaningOf[event.result] === 'reached';
  const { next } = close(decision.next, isReached ? 'reached' : 'cancelled', now);
  return { kind: 'apply', next, effects };
}

const isQueued = ({ status }: Task): boolean => status === 'waiting' || status === 'ready';

/** The event as a stopped engagement applies it: a due task is cancelled instead of started. */
export function afterStop(task: Task, event: TaskEvent): TaskEvent {
  const { now } = event;
  if (event.kind === 'wrappedUp') return { kind: 'cancelled', now };
  const isDue =
    event.kind === 'deadlinePassed' && task.status !== 'closed' && task.deadlineAt <= now;
  return isDue && isCancelledWhenDue[task.status] ? { kind: 'cancelled', now } : event;
}

const isCancelledWhenDue = {
  waiting: true,
  ready: true,
  claimed: true,
  dialing: false,
  connected: false,
  wrapUp: true,
  // The SMS checks the lifecycle before it is sent, and a report may still arrive.
  texting: false,
  closed: false,
} satisfies Record<TaskStatus, boolean>;
