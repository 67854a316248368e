// Suspends running engagements that reached their abandonment rate. Whatever the window, one check reads the
// counters, the live calls and a few stored readings.
import type { Call } from '../../domain/call/call.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import {
  isRateReached,
  recordReading,
  liveAnswers,
  type Reading,
  answersOf,
  answersInWindow,
} from '../../domain/pacing/abandonment.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import { sumCounters } from '../../domain/report/counters.ts';
import type { Instant } from '../../domain/values/time.ts';
import { ConcurrencyConflict, NotAllowed, NotFound } from '../../errors.ts';
import type { RunEngagementOperation } from '../engagements/run-engagement-operation.ts';
import type { Campaign } from '../campaign-cache/campaign.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface EnforceAbandonmentRateDeps extends Pick<
  Ports,
  'tasks' | 'callStore' | 'ruleReadings' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  runEngagementOperation: RunEngagementOperation;
}

export function createEnforceAbandonmentRate({
  campaigns,
  tasks,
  callStore,
  ruleReadings,
  clock,
  log,
  runEngagementOperation,
}: EnforceAbandonmentRateDeps) {
  /** Returns how many engagements were suspended. */
  return async (): Promise<number> => {
    let suspended = 0;
    for (const campaign of await campaigns.campaigns()) {
      const check = await checkRate(campaign);
      if (check.kind === 'within') continue;
      try {
        const { id } = campaign.engagement;
        const type = 'exceededCustomerWaitThreshold';
        const { status } = await runEngagementOperation(id, 'Suspend', type, check.measuredSince);
        if (status === 'suspended') suspended += 1;
      } catch (error) {
        // The engagement was stopped or removed after the measurement.
        const isGone =
          error instanceof ConcurrencyConflict ||
          error instanceof NotAllowed ||
          error instanceof NotFound;
        if (!isGone) throw error;
      }
    }
    return suspended;
  };

  async function checkRate({ engagement, lifecycle }: Campaign): Promise<RateCheck> {
    if (lifecycle.status !== 'running' && lifecycle.status !== 'completing') return within;
    if (!isModeSupported(engagement)) return within;
    const rule = engagement.rules.abandonmentRate;
    if (rule === null) return within;
    const { id: engagementId } = engagement;
    const { windowMinutes, percent } = rule;
    // Read the counters first: a call that settles in between is then missed once. In the other order it would count
    // twice, as live and as ended.
    const counts = sumCounters(await tasks.tallies(engagementId));
    const current = { at: clock.now(), ...answersOf(counts) };
    const live = liveAnswers(await callsOf(engagementId));
    const readings = await storeReading(engagementId, current, windowMinutes, lifecycle.since);
    const answers = answersInWindow(readings, current, live, windowMinutes, lifecycle.since);
    if (!isRateReached(answers, percent)) return within;
    log.error('engagement.abandonmentReached', { engagementId, ...answers, percent });
    return { kind: 'reached', measuredSince: lifecycle.since };
  }

  /** The live calls of the engagement, in all pacing groups. */
  async function callsOf(engagementId: EngagementId): Promise<Call[]> {
    const own = (await callStore.lines()).filter((line) => line.engagementId === engagementId);
    const groups = new Set(own.map(({ pacingGroup }) => pacingGroup));
    const live = await Promise.all([...groups].map((group) => callStore.live(group)));
    return live.flat().flatMap(({ value }) => (value.engagementId === engagementId ? value : []));
  }

  async function storeReading(
    engagementId: EngagementId,
    current: Reading,
    windowMinutes: number,
    since: Instant,
  ): Promise<readonly Reading[]> {
    const found = await ruleReadings.find(engagementId);
    const value = recordReading(found.value, current, windowMinutes, since);
    if (value === found.value) return value;
    try {
      await ruleReadings.save(engagementId, { ...found, value });
    } catch (error) {
      // A concurrent check stored the same reading.
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
    return value;
  }
}

type RateCheck =
  /** The engagement has no rate, does not run, or is below its rate. */
  | { kind: 'within' }
  /** Measured since the start of the run. */
  | { kind: 'reached'; measuredSince: Instant };
const within: RateCheck = { kind: 'within' };
