import { isOver, type Lifecycle } from '../../domain/engagement/lifecycle.ts';
import type { StoredEngagement } from '../../ports/engagement-store.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';

/** Saves the next lifecycle; the end of an engagement also cancels its queued tasks. Throws ConcurrencyConflict. */
export type SaveLifecycle = (
  found: StoredEngagement,
  next: Lifecycle,
  operation: string,
) => Promise<Lifecycle>;

export function createSaveLifecycle(
  deps: Pick<Ports, 'engagements' | 'log'> & {
    campaigns: CampaignCache;
    saveWithReevaluation: SaveWithReevaluation;
  },
): SaveLifecycle {
  const { engagements, log, campaigns, saveWithReevaluation } = deps;

  return async ({ engagement, lifecycleEtag }, lifecycle, operation) => {
    const save = () => engagements.saveLifecycle(engagement.id, lifecycle, lifecycleEtag);
    await (isOver[lifecycle.status] ? saveWithReevaluation([engagement], save) : save());
    campaigns.forget();
    const { status } = lifecycle;
    log.info('engagement.operated', { engagementId: engagement.id, operation, status });
    return lifecycle;
  };
}
