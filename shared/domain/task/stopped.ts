// What a stop means for the tasks of an engagement: nothing is begun any more, and what is under way comes to its end.
import type { TaskEvent } from './event.ts';
import type { Task, TaskStatus } from './task.ts';

const awaitsItsTurn = {
  waiting: true,
  ready: true,
  claimed: true,
  dialing: false,
  connected: false,
  // Its sending asks for itself, and a report may still come.
  texting: false,
  closed: false,
} satisfies Record<TaskStatus, boolean>;

/** The event as a stopped engagement means it: whose time has come there, comes too late. */
export function afterStop(task: Task, event: TaskEvent): TaskEvent {
  const { now } = event;
  const isDue = event.kind === 'deadlinePassed' && 'deadlineAt' in task && task.deadlineAt <= now;
  return isDue && awaitsItsTurn[task.status] ? { kind: 'cancelled', now } : event;
}
