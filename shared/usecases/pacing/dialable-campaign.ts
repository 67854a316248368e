import type { ReservingEngagement } from '../../domain/engagement/voice.ts';
import type { CompleteCampaign } from '../campaign-cache/campaign.ts';

/** A campaign that the tick dials for. */
export type DialableCampaign = CompleteCampaign & { engagement: ReservingEngagement };
