import { canDial } from '../../domain/engagement/lifecycle.ts';
import { decide, type RepresentativeEvent } from '../../domain/representative/decide.ts';
import { serves } from '../../domain/representative/match.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { otherDelivery } from './find-conversation.ts';

/** Returns the representative after the event. Throws NotFound, and NotAllowed (`otherDelivery`). */
export type ApplyRepresentativeEvent = (
  id: string,
  event: RepresentativeEvent,
) => Promise<Representative>;

export function createApplyRepresentativeEvent(
  deps: Pick<Ports, 'representatives' | 'messageBus' | 'clock' | 'log'> & {
    campaigns: CampaignCache;
  },
): ApplyRepresentativeEvent {
  const { representatives, messageBus, clock, log, campaigns } = deps;

  return async (id, event) => {
    const { decision, value } = await retryOnConflict(clock, async () => {
      const stored = await representatives.find(id);
      if (stored === undefined) throw new NotFound('representative', id);
      const decided = decide(stored.value, event);
      if (decided.kind === 'ignore') return { decision: decided, value: stored.value };
      await representatives.save({ etag: stored.etag, value: decided.next });
      return { decision: decided, value: decided.next };
    });
    if (decision.kind === 'ignore') {
      if (decision.reason === 'otherDelivery') throw otherDelivery(id);
      return value;
    }
    const { status } = value.presence;
    log.info('representative.presence', { representativeId: id, status });
    // Tasks may be waiting for this representative, so the pacing groups tick at once.
    if (status === 'available') await messageBus.pace(await groupsOf(value), event.now);
    return value;
  };

  async function groupsOf(representative: Representative): Promise<string[]> {
    const served = (await campaigns.campaigns()).filter(
      ({ engagement, lifecycle, queue }) =>
        canDial[lifecycle.status] && serves(representative, queue, engagement.skills),
    );
    return [...new Set(served.map(({ group }) => group))];
  }
}
