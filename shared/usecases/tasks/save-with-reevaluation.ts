import type { Engagement } from '../../domain/engagement/engagement.ts';
import { later, SECOND } from '../../domain/values/time.ts';
import { isKnown } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { ScheduleReevaluation } from './schedule-reevaluation.ts';

/**
 * Saves a change that moves queued tasks of these engagements. The re-evaluation is scheduled before the save, so that a
 * crash during the save loses nothing. Without a save it does no harm. A failure after the save does not fail the
 * caller.
 */
export type SaveWithReevaluation = <T>(
  engagements: readonly Engagement[],
  save: () => Promise<T>,
) => Promise<T>;

/** The time in which other instances drop their cached settings. */
const cacheMarginMs = 2 * SECOND;

export function createSaveWithReevaluation(
  deps: Pick<Ports, 'clock' | 'log'> & {
    campaigns: CampaignCache;
    scheduleReevaluation: ScheduleReevaluation;
  },
): SaveWithReevaluation {
  const { clock, log, campaigns, scheduleReevaluation } = deps;

  return async (engagements, save) => {
    const at = await scheduleReevaluation(engagements);
    try {
      return await save();
    } finally {
      campaigns.forget();
      // After a slow save the scheduled re-evaluation may have run too early, so another one follows.
      if (later(clock.now(), cacheMarginMs) > at) await scheduleAgain(engagements);
    }
  };

  /** The change is saved, so the caller could not act on an error. It is logged instead. */
  async function scheduleAgain(engagements: readonly Engagement[]): Promise<void> {
    try {
      await scheduleReevaluation(engagements);
    } catch (error) {
      if (!isKnown(error)) throw error;
      for (const { id: engagementId } of engagements) {
        log.error('engagement.notRevised', { engagementId, message: error.message }, error);
      }
    }
  }
}
