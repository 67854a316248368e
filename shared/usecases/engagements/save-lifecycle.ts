import type { EngagementRecord } from '../../domain/configuration/documents.ts';
import { isOver, type Lifecycle } from '../../domain/engagement/lifecycle.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';

/** Saves the next lifecycle; the end of an engagement also cancels its queued tasks. Throws ConcurrencyConflict. */
export type SaveLifecycle = (
  found: Versioned<EngagementRecord>,
  next: Lifecycle,
  operation: string,
) => Promise<Lifecycle>;

export function createSaveLifecycle(
  deps: Pick<Ports, 'configuration' | 'log'> & {
    campaigns: CampaignCache;
    saveWithReevaluation: SaveWithReevaluation;
  },
): SaveLifecycle {
  const { configuration, log, campaigns, saveWithReevaluation } = deps;

  return async ({ value: { engagement }, etag }, lifecycle, operation) => {
    const save = () =>
      configuration.save('engagement', engagement.id, { etag, value: { engagement, lifecycle } });
    await (isOver[lifecycle.status] ? saveWithReevaluation([engagement], save) : save());
    campaigns.forget();
    const { status } = lifecycle;
    log.info('engagement.operated', { engagementId: engagement.id, operation, status });
    return lifecycle;
  };
}
