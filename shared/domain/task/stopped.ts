// What a stop means for the tasks of an engagement: nothing is begun any more, and what is under way comes to its end.
import type { TaskEvent } from './event.ts';
import type { Instant } from '../values/time.ts';
import type { Advance } from './effect.ts';
import { close } from './close.ts';
import type { Task, TaskStatus } from './task.ts';

const awaitsItsTurn = {
  waiting: true,
  ready: true,
  claimed: true,
  dialing: false,
  connected: false,
  wrapUp: true,
  // Its sending asks for itself, and a report may still come.
  texting: false,
  closed: false,
} satisfies Record<TaskStatus, boolean>;

/** The event as a stopped engagement means it: whose time has come there, comes too late. */
export function afterStop(task: Task, event: TaskEvent): TaskEvent {
  const { now } = event;
  if (event.kind === 'wrappedUp') return { kind: 'cancelled', now };
  const isDue = event.kind === 'deadlinePassed' && 'deadlineAt' in task && task.deadlineAt <= now;
  return isDue && awaitsItsTurn[task.status] ? { kind: 'cancelled', now } : event;
}

/** Nothing more is done for it. Who was spoken to stays reached, whatever a code would have had follow. */
export const cancel = (task: Task, now: Instant): Advance =>
  close(task, task.status === 'wrapUp' ? 'reached' : 'cancelled', now);
