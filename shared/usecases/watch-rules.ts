// Looks at what running engagements' rules measure, and suspends those that reached what they allow.
import { isServed } from '../domain/engagement/voice.ts';
import { countedFrom, isReached } from '../domain/pacing/abandonment.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { OperateEngagement } from './operate-engagement.ts';
import type { Campaign, Policies } from './policies.ts';

export interface WatchRulesDeps {
  policies: Policies;
  tasks: Tasks;
  system: System;
  log: Log;
  operating: OperateEngagement;
}

export function watchRules({ policies, tasks, system, log, operating }: WatchRulesDeps) {
  /** Answers how many were suspended. */
  return async (): Promise<number> => {
    let suspended = 0;
    for (const campaign of await policies.campaigns()) {
      if (!(await hasReached(campaign))) continue;
      try {
        const { id } = campaign.engagement;
        await operating.operate(id, 'Suspend', 'exceededCustomerWaitThreshold');
        suspended += 1;
      } catch (error) {
        // Somebody stopped or removed it meanwhile.
        if (!(error instanceof Conflict) && !(error instanceof NotFound)) throw error;
      }
    }
    return suspended;
  };

  async function hasReached({ engagement, lifecycle }: Campaign): Promise<boolean> {
    if (lifecycle.status !== 'running' && lifecycle.status !== 'completing') return false;
    if (!isServed(engagement)) return false;
    const rule = engagement.rules.abandonmentRate;
    if (rule === null) return false;
    const { id: engagementId, shards } = engagement;
    const from = countedFrom(rule.windowMinutes, lifecycle.since, system.now());
    const answers = await tasks.answersSince(engagementId, shards, from);
    if (!isReached(answers, rule.percent)) return false;
    log.error('engagement.abandonmentReached', { engagementId, ...answers, percent: rule.percent });
    return true;
  }
}
