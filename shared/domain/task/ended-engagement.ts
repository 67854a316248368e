// A task whose engagement is over, stopped or completed: nothing is queued there any more.
import { meaningOf } from '../outcome/result.ts';
import type { TaskPolicy } from './next-step.ts';
import { close } from './close.ts';
import { decide } from './decide.ts';
import type { TaskDecision, TaskEvent } from './event.ts';
import { afterStop } from './stopped.ts';
import type { Task } from './task.ts';

/** As `decide`; but what is queued is cancelled when it is looked at, and so is what would be queued again. */
export function decideOver(task: Task, event: TaskEvent, policy: TaskPolicy): TaskDecision {
  const { now } = event;
  const isLook = event.kind === 'regate' && isQueued(task);
  const meant = isLook ? ({ kind: 'cancelled', now } as const) : afterStop(task, event);
  const decision = decide(task, meant, policy);
  if (decision.kind === 'ignore' || !isQueued(decision.next)) return decision;
  const effects = decision.effects.filter(({ kind }) => kind !== 'wake');
  // Whom a representative talked with stays reached, whatever a code would have had follow.
  const outcome =
    event.kind === 'ended' && meaningOf[event.result] === 'reached' ? 'reached' : 'cancelled';
  return { kind: 'apply', next: close(decision.next, outcome, now).next, effects };
}

const isQueued = ({ status }: Task): boolean => status === 'waiting' || status === 'ready';
