// Start, suspend, resume, complete, stop. A stop lets calls in progress finish; what is queued is cancelled within seconds.
import type { Engagement } from '../../domain/engagement/engagement.ts';
import {
  completed,
  isOver,
  type Lifecycle,
  type LifecycleRefusal,
  canDial,
  type Operation,
  operate,
  type suspensionTypes,
} from '../../domain/engagement/lifecycle.ts';
import { isModeSupported, type VoiceEngagement } from '../../domain/engagement/voice.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import type { EngagementRecord } from '../../domain/configuration/documents.ts';
import type { Instant } from '../../domain/values/time.ts';
import { ConcurrencyConflict, NotAllowed, NotFound } from '../../errors.ts';
import { openTaskCount, sumCounters } from '../../domain/report/counters.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { ReevaluationSchedule, ReevaluationMessage } from '../tasks/schedule-reevaluation.ts';
import type { Ports } from '../../ports/ports.ts';

const refusals: Record<LifecycleRefusal, string> = {
  notStarted: 'The engagement was never started.',
  notSuspended: 'The engagement is suspended: Resume it, or Stop it.',
  stopped: 'The engagement is stopped for good.',
  completed: 'The engagement is completed.',
};

export interface RunEngagementOperationDeps extends Pick<
  Ports,
  'configuration' | 'tasks' | 'imports' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  scheduleReevaluation: ReevaluationSchedule;
  revising: ReevaluationMessage;
}

export type RunEngagementOperation = ReturnType<typeof createRunEngagementOperation>;

export function createRunEngagementOperation(deps: RunEngagementOperationDeps) {
  const { configuration, tasks, imports, campaigns, clock, log } = deps;

  async function move(
    found: Versioned<EngagementRecord>,
    next: Lifecycle,
    operation: string,
  ): Promise<Lifecycle> {
    const { engagement } = found.value;
    const save = () =>
      configuration.save('engagement', engagement.id, {
        ...found,
        value: { engagement, lifecycle: next },
      });
    await (isOver[next.status] ? deps.revising([engagement], save) : save());
    campaigns.forget();
    const { status } = next;
    log.info('engagement.operated', { engagementId: engagement.id, operation, status });
    return next;
  }

  return {
    operate: (
      id: EngagementId,
      operation: Operation,
      type?: (typeof suspensionTypes)[number],
      /** Of whoever judged how it has run since then: if it was resumed meanwhile, it is left as it is. */
      judged?: Instant,
    ): Promise<Lifecycle> =>
      retryOnConflict(clock, async () => {
        const found = await configuration.find('engagement', id);
        if (found === undefined) throw new NotFound('engagement', id);
        const { engagement, lifecycle } = found.value;
        if (judged !== undefined && !runsSince(lifecycle, judged)) return lifecycle;
        if (engagement.channel !== 'voice') {
          const message =
            'This version uses an SMS engagement as the follow-up of voice engagements (reattempts.smsFollowUp), and sends none by itself.';
          throw new NotAllowed('channelNotServed', message);
        }
        const decision = operate(lifecycle, operation, clock.now(), type);
        switch (decision.kind) {
          case 'ignore':
            // Whatever was in the way of closing its tasks: another Stop closes what is left.
            if (operation === 'Stop') await deps.scheduleReevaluation([engagement]);
            return lifecycle;
          case 'refuse':
            throw new NotAllowed(decision.reason, refusals[decision.reason]);
          case 'apply':
            if (begins(lifecycle, decision.next) && !isModeSupported(engagement)) {
              throw modeNotSupported(engagement);
            }
            return move(found, decision.next, operation);
        }
      }),

    /** Ends those that were asked to complete and have no open task any more. */
    async completeIdle(): Promise<number> {
      let ended = 0;
      for (const found of await configuration.list('engagement')) {
        const { engagement, lifecycle } = found.value;
        if (lifecycle.status !== 'completing') continue;
        if (!(await isIdle(engagement))) continue;
        try {
          await move(found, completed(clock.now()), 'Complete');
          ended += 1;
        } catch (error) {
          // The lifecycle changed concurrently; skip.
          if (!(error instanceof ConcurrencyConflict)) throw error;
        }
      }
      return ended;
    },
  };

  /** The imports first: one that ends in between has made its tasks by then. */
  async function isIdle({ id }: Engagement): Promise<boolean> {
    const runs = await imports.list(id);
    if (runs.some(({ status }) => status === 'InProgress')) return false;
    return openTaskCount(sumCounters(await tasks.tallies(id))) === 0;
  }
}

const runsSince = (lifecycle: Lifecycle, since: Instant): boolean =>
  canDial[lifecycle.status] && 'since' in lifecycle && lifecycle.since === since;

const begins = (from: Lifecycle, to: Lifecycle): boolean =>
  canDial[to.status] && !canDial[from.status];

/** Why an engagement may not be put, or stay, where it would dial. */
export function modeNotSupported({ dialMode, ledBy }: VoiceEngagement): NotAllowed {
  const message = `This version does not dial in the ${dialMode} mode led by ${ledBy}.`;
  return new NotAllowed('dialModeNotServed', message);
}
