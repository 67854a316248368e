import type { Engagement } from '../../domain/engagement/engagement.ts';
import { type Instant, later, SECOND } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';

/**
 * How long a save may take until every instance sees it. Other instances use cached settings for up to one second after the
 * save.
 */
export const settlingMs = 5 * SECOND;

/** Schedules a re-evaluation of every queued task of the engagements. Returns the instant at which it runs. */
export type ScheduleReevaluation = (engagements: readonly Engagement[]) => Promise<Instant>;

export function createScheduleReevaluation({
  messageBus,
  clock,
}: Pick<Ports, 'messageBus' | 'clock'>): ScheduleReevaluation {
  return async (engagements) => {
    const at = later(clock.now(), settlingMs);
    const shards = engagements.flatMap(({ id: engagementId, shards: count }) =>
      [...Array(count).keys()].map((shard) => ({ engagementId, shard, after: null })),
    );
    if (shards.length > 0) await messageBus.revise(shards, at);
    return at;
  };
}
