// A look at every queued task of engagements is ordered before what moves them is saved, and once more where that was slow.
import type { Engagement } from '../../domain/engagement/engagement.ts';
import { type Instant, later, SECOND } from '../../domain/values/time.ts';
import { isKnown } from '../../errors.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

/** To look at every queued task of the engagements when what is being saved has settled; answers when that is. */
export type ReevaluationSchedule = (engagements: readonly Engagement[]) => Promise<Instant>;

/**
 * Saves something from which it follows where queued tasks of these engagements belong. The order to look at all of them
 * comes first: it does no harm where nothing was saved, and nothing is lost where the process dies with the saving. What
 * fails after the saving fails nothing that is saved.
 */
export type ReevaluationMessage = <T>(
  engagements: readonly Engagement[],
  save: () => Promise<T>,
) => Promise<T>;

/** How long a saving may take, and other instances go by the settings that they have read before it. */
export const settlingMs = 5 * SECOND;
const readAnewMs = 2 * SECOND;

export function createScheduleReevaluation(
  deps: Pick<Ports, 'messageBus' | 'clock' | 'log'> & {
    campaigns: CampaignCache;
  },
) {
  const { messageBus, clock, log, campaigns } = deps;

  const order: ReevaluationSchedule = async (engagements) => {
    const at = later(clock.now(), settlingMs);
    const shards = engagements.flatMap(({ id: engagementId, shards: count }) =>
      [...Array(count).keys()].map((shard) => ({ engagementId, shard, after: null })),
    );
    if (shards.length > 0) await messageBus.revise(shards, at);
    return at;
  };

  const revising: ReevaluationMessage = async (engagements, save) => {
    const at = await order(engagements);
    try {
      return await save();
    } finally {
      campaigns.forget();
      // A saving so slow that the ordered look may have come before it, or before others have read it.
      if (later(clock.now(), readAnewMs) > at) await lookAgain(engagements);
    }
  };

  /** What is saved is saved: whoever saved it could do nothing about a failure, and would take it for one of theirs. */
  async function lookAgain(engagements: readonly Engagement[]): Promise<void> {
    try {
      await order(engagements);
    } catch (error) {
      if (!isKnown(error)) throw error;
      for (const { id: engagementId } of engagements) {
        log.error('engagement.notRevised', { engagementId, message: error.message }, error);
      }
    }
  }

  return { order, revising };
}
