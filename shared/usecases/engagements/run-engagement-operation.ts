// Start, Suspend, Resume, Complete and Stop. A Stop lets calls in progress finish and cancels queued tasks within seconds.
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import {
  canDial,
  type Lifecycle,
  type LifecycleRefusal,
  decideOperation,
  type Operation,
  type suspensionTypes,
} from '../../domain/engagement/lifecycle.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import type { Instant } from '../../domain/values/time.ts';
import { NotAllowed, NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ScheduleReevaluation } from '../tasks/schedule-reevaluation.ts';
import { modeNotSupported } from './mode-not-supported.ts';
import type { SaveLifecycle } from './save-lifecycle.ts';

const refusals: Record<LifecycleRefusal, string> = {
  notStarted: 'The engagement is a draft; Start it first.',
  notSuspended: 'The engagement is suspended; Resume it, or Stop it.',
  stopped: 'The engagement is stopped and cannot run again.',
  completed: 'The engagement is completed and cannot run again.',
};

/** Returns the lifecycle after the operation. Throws NotFound, NotAllowed and ConcurrencyConflict. */
export type RunEngagementOperation = (
  id: EngagementId,
  operation: Operation,
  type?: (typeof suspensionTypes)[number],
  /** The run that was measured, by its start. If the engagement resumed since then, nothing changes. */
  measuredSince?: Instant,
) => Promise<Lifecycle>;

export function createRunEngagementOperation(
  deps: Pick<Ports, 'engagements' | 'clock'> & {
    scheduleReevaluation: ScheduleReevaluation;
    saveLifecycle: SaveLifecycle;
  },
): RunEngagementOperation {
  const { engagements, clock, scheduleReevaluation, saveLifecycle } = deps;

  return (id, operation, type, measuredSince) =>
    retryOnConflict(clock, async () => {
      const stored = await engagements.find(id);
      if (stored === undefined) throw new NotFound('engagement', id);
      const { engagement, lifecycle } = stored;
      if (measuredSince !== undefined && !runsSince(lifecycle, measuredSince)) return lifecycle;
      if (engagement.channel !== 'voice') {
        const message =
          'This version sends an SMS engagement only as the follow-up of a voice engagement (reattempts.smsFollowUp).';
        throw new NotAllowed('channelNotServed', message);
      }
      const decision = decideOperation(lifecycle, operation, clock.now(), type);
      switch (decision.kind) {
        case 'ignore':
          // Another Stop closes the tasks that an earlier one could not close.
          if (operation === 'Stop') await scheduleReevaluation([engagement]);
          return lifecycle;
        case 'refuse':
          throw new NotAllowed(decision.reason, refusals[decision.reason]);
        case 'apply':
          if (starts(lifecycle, decision.next) && !isModeSupported(engagement)) {
            throw modeNotSupported(engagement);
          }
          return saveLifecycle(stored, decision.next, operation);
      }
    });
}

const runsSince = (lifecycle: Lifecycle, since: Instant): boolean =>
  (lifecycle.status === 'running' || lifecycle.status === 'completing') &&
  lifecycle.since === since;

const starts = (from: Lifecycle, to: Lifecycle): boolean =>
  canDial[to.status] && !canDial[from.status];
