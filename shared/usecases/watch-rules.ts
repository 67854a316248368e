// Looks at what running engagements' rules measure, and suspends those that reached what they allow. However long the
// window is, a look reads the tallies and the calls that are up, and the few readings of the tallies noted before.
import type { Call } from '../domain/call/call.ts';
import { isServed } from '../domain/engagement/voice.ts';
import {
  isReached,
  noted,
  onTheLine,
  type Reading,
  tallied,
  within,
} from '../domain/pacing/abandonment.ts';
import type { EngagementId } from '../domain/ids.ts';
import { sum } from '../domain/report/tally.ts';
import type { Instant } from '../domain/time.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { Floor } from '../ports/floor.ts';
import type { Log } from '../ports/log.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { OperateEngagement } from './operate-engagement.ts';
import type { Campaign, Policies } from './policies.ts';

export interface WatchRulesDeps {
  policies: Policies;
  tasks: Tasks;
  floor: Floor;
  system: System;
  log: Log;
  operating: OperateEngagement;
}

export function watchRules({ policies, tasks, floor, system, log, operating }: WatchRulesDeps) {
  /** Answers how many were suspended. */
  return async (): Promise<number> => {
    let suspended = 0;
    for (const campaign of await policies.campaigns()) {
      const judged = await reachedSince(campaign);
      if (judged === null) continue;
      try {
        const { id } = campaign.engagement;
        const type = 'exceededCustomerWaitThreshold';
        const { status } = await operating.operate(id, 'Suspend', type, judged);
        if (status === 'suspended') suspended += 1;
      } catch (error) {
        // Somebody stopped or removed it meanwhile.
        if (!(error instanceof Conflict) && !(error instanceof NotFound)) throw error;
      }
    }
    return suspended;
  };

  /** Since when it runs that has reached what it allows; null when it has not. */
  async function reachedSince({ engagement, lifecycle }: Campaign): Promise<Instant | null> {
    if (lifecycle.status !== 'running' && lifecycle.status !== 'completing') return null;
    if (!isServed(engagement)) return null;
    const rule = engagement.rules.abandonmentRate;
    if (rule === null) return null;
    const { id: engagementId } = engagement;
    const { windowMinutes, percent } = rule;
    // The tallies first: a call that is settled in between is missed by this look, and had been counted twice the other
    // way round, as one that is up and as one that is over.
    const counts = sum(await tasks.tallies(engagementId));
    const current = { at: system.now(), ...tallied(counts) };
    const up = onTheLine(await callsOf(engagementId));
    const readings = await note(engagementId, current, windowMinutes, lifecycle.since);
    const answers = within(readings, current, up, windowMinutes, lifecycle.since);
    if (!isReached(answers, percent)) return null;
    log.error('engagement.abandonmentReached', { engagementId, ...answers, percent });
    return lifecycle.since;
  }

  /** Its calls that are up, in whatever group they began. */
  async function callsOf(engagementId: EngagementId): Promise<Call[]> {
    const own = (await floor.lines()).filter((line) => line.engagementId === engagementId);
    const groups = new Set(own.map(({ pacingGroup }) => pacingGroup));
    const live = await Promise.all([...groups].map((group) => floor.live(group)));
    return live.flat().flatMap(({ value }) => (value.engagementId === engagementId ? value : []));
  }

  async function note(
    engagementId: EngagementId,
    current: Reading,
    windowMinutes: number,
    since: Instant,
  ): Promise<readonly Reading[]> {
    const found = await floor.readings(engagementId);
    const value = noted(found.value, current, windowMinutes, since);
    if (value === found.value) return value;
    try {
      await floor.saveReadings(engagementId, { ...found, value });
    } catch (error) {
      // Somebody else has just noted the same.
      if (!(error instanceof Conflict)) throw error;
    }
    return value;
  }
}
