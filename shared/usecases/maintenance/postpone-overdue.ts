// Postpones a failing record by one minute so that it does not block the sweep. The sweep starts with the longest
// overdue record. A task of a deleted engagement can never move again; it is closed.
import { countersDelta } from '../../domain/report/counters.ts';
import { legalEvents } from '../../domain/task/event.ts';
import { cancel } from '../../domain/task/close.ts';
import type { Task, TaskIn } from '../../domain/task/task.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Call } from '../../domain/call/call.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { createBuildNotices } from '../webhooks/build-notices.ts';
import type { SubscriptionCache } from '../webhooks/subscription-cache.ts';
import type { Ports } from '../../ports/ports.ts';

const postponeMs = MINUTE;

export interface PostponeOverdue {
  task(task: Versioned<Task>, now: Instant): Promise<void>;
  call(call: Versioned<Call>, now: Instant): Promise<void>;
}

export interface PostponeOverdueDeps extends Pick<
  Ports,
  'tasks' | 'callStore' | 'configuration' | 'log'
> {
  subscriptionCache: SubscriptionCache;
}

export function createPostponeOverdue(deps: PostponeOverdueDeps): PostponeOverdue {
  const { tasks, callStore, configuration, log } = deps;
  const buildNotices = createBuildNotices(deps);

  return {
    async task(task, now) {
      const { value } = task;
      if (value.status === 'closed') return;
      const next = (await isOrphan(value)) ? cancelTask(value, now) : postponeTask(value, now);
      // The sweep delivers the notices.
      const notices = await buildNotices(value, next, [], now);
      await tasks.commit({
        task,
        next,
        deliveries: [],
        delta: countersDelta(value, next, []),
        notices,
      });
      if (next.status === 'closed') {
        log.warn('task.closed', { taskId: next.id, outcome: next.outcome });
      }
    },

    async call(call, now) {
      const { value } = call;
      if (value.status === 'settled') return;
      await callStore.save({ ...call, value: { ...value, deadlineAt: later(now, postponeMs) } });
    },
  };

  /** Whether the engagement is deleted. An engagement that cannot be read may still exist. */
  async function isOrphan({ engagementId }: Task): Promise<boolean> {
    try {
      return (await configuration.find('engagement', engagementId)) === undefined;
    } catch {
      return false;
    }
  }
}

/** A task in the middle of a delivery keeps it: its number was dialed. */
function cancelTask(task: TaskIn<OpenStatus>, now: Instant): Task {
  const legal: readonly string[] = legalEvents[task.status];
  return legal.includes('cancelled') ? cancel(task, now).next : postponeTask(task, now);
}

type OpenStatus = Exclude<Task['status'], 'closed'>;

const postponeTask = (task: TaskIn<OpenStatus>, now: Instant): Task => ({
  ...task,
  deadlineAt: later(now, postponeMs),
});
