import type { Lifecycle } from '../../domain/engagement/lifecycle.ts';
import type { VoiceEngagement } from '../../domain/engagement/voice.ts';
import type { TaskPolicy } from '../../domain/task/task-policy.ts';
import type { Queue } from '../../domain/workstream/queue.ts';
import type { Workstream } from '../../domain/workstream/workstream.ts';

/** A voice engagement with the documents that it refers to. */
export interface Campaign {
  engagement: VoiceEngagement;
  lifecycle: Lifecycle;
  group: string;
  /** Null if it is gone: nothing is dialed, and running calls finish. */
  queue: Queue | null;
  workstream: Workstream | null;
  policy: TaskPolicy;
}

/** A campaign with all of its documents. */
export type CompleteCampaign = Campaign & { queue: Queue; workstream: Workstream };

export const isCompleteCampaign = (campaign: Campaign): campaign is CompleteCampaign =>
  campaign.queue !== null && campaign.workstream !== null;

export type FollowUpPolicy = NonNullable<TaskPolicy['followUp']>;
