import type { Refusal } from '../../domain/intake/import-lifecycle.ts';
import type { EngagementId } from '../../domain/values/ids.ts';
import type { Ports } from '../../ports/ports.ts';
import { type CompleteCampaign, isCompleteCampaign } from '../campaign-cache/campaign.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { refusalOfEngagement, unknownEngagement } from './refusals.ts';

export type IntakeCheck =
  { kind: 'allowed'; campaign: CompleteCampaign } | { kind: 'refused'; refusal: Refusal };

/** Checks the engagement as it is now. `shards` is its number of shards at the start of the file; null before it. */
export type CheckIntakeAllowed = (id: EngagementId, shards: number | null) => Promise<IntakeCheck>;

export function createCheckIntakeAllowed({
  campaigns,
  engagements,
}: Pick<Ports, 'engagements'> & { campaigns: CampaignCache }): CheckIntakeAllowed {
  return async (id, shards) => {
    const campaign = await campaigns.campaign(id);
    const unknown: IntakeCheck = { kind: 'refused', refusal: unknownEngagement(id) };
    if (campaign === undefined || !isCompleteCampaign(campaign)) return unknown;
    // The cached campaign may be deleted, or replaced by one with other shards, so the stored document decides.
    const record = await engagements.find(id);
    const expected = shards ?? campaign.engagement.shards;
    if (record === undefined || record.engagement.shards !== expected) return unknown;
    if (campaign.engagement.shards !== expected) return unknown;
    const refusal = refusalOfEngagement(record);
    return refusal === null ? { kind: 'allowed', campaign } : { kind: 'refused', refusal };
  };
}
