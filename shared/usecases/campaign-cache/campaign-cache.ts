// Caches the documents of engagements for a moment. A tick and the events of its calls need the same five documents.
// Edits take effect at the next tick.
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import type { CancellationPolicy } from '../../domain/compliance/cancellation-policy.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import type { DispositionCode } from '../../domain/workstream/disposition-code.ts';
import type { Ports } from '../../ports/ports.ts';
import {
  type Campaign,
  type CompleteCampaign,
  type FollowUpPolicy,
  isCompleteCampaign,
} from './campaign.ts';
import { createLoadCampaign } from './load-campaign.ts';

export interface CampaignCache {
  /** The voice engagement with its documents; undefined if there is none. */
  campaign(id: string): Promise<Campaign | undefined>;
  /** The voice engagements that dial now and have all of their documents. */
  campaigns(): Promise<CompleteCampaign[]>;
  followUp(id: string): Promise<FollowUpPolicy | undefined>;
  cancellations(): Promise<readonly CancellationPolicy[]>;
  /** The codes of every workstream. */
  dispositionCodes(): Promise<readonly DispositionCode[]>;
  /** Drops the cache after a change of a document. */
  forget(): void;
}

export function createCampaignCache(
  deps: Pick<Ports, 'configuration' | 'engagements' | 'clock'>,
): CampaignCache {
  const { configuration, engagements, clock } = deps;
  const load = createLoadCampaign(deps);
  const byId = ttlCache<Campaign>(clock);
  const dialing = ttlCache<CompleteCampaign[]>(clock);
  const policies = ttlCache<readonly CancellationPolicy[]>(clock);
  const codes = ttlCache<readonly DispositionCode[]>(clock);
  /** The only key of a cached list. */
  const cacheKey = 'all';

  return {
    campaign: (id) =>
      byId(id, async () => {
        const record = await engagements.find(id);
        return record && load.campaign(record);
      }),

    campaigns: async () =>
      (await dialing(cacheKey, async () => {
        // Suspended and ended engagements may be many, and a tick does not need their documents.
        const records = await engagements.list();
        const active = records.filter(({ lifecycle }) => canDial[lifecycle.status]);
        const campaigns = await Promise.all(active.map((record) => load.campaign(record)));
        return campaigns.filter((item) => item !== undefined).filter(isCompleteCampaign);
      })) ?? [],

    followUp: (id) => load.followUp(id),

    cancellations: async () =>
      (await policies(cacheKey, async () => {
        return (await configuration.list('cancellationPolicy')).map(({ value }) => value);
      })) ?? [],

    dispositionCodes: async () =>
      (await codes(cacheKey, async () => {
        return (await configuration.list('dispositionCode')).map(({ value }) => value);
      })) ?? [],

    forget() {
      load.forget();
      for (const cache of [byId, dialing, policies, codes]) cache.forget();
    },
  };
}
