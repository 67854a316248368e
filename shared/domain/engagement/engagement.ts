// An engagement is a configured outreach. A voice engagement dials. An SMS engagement sends messages, by itself or as
// the follow-up of a voice engagement. Stored documents are complete; no field is optional.
import { z } from 'zod';
import { smsEngagementSchema } from './sms.ts';
import { type VoiceEngagement, voiceEngagementSchema } from './voice.ts';

export const engagementSchema = z.discriminatedUnion('channel', [
  voiceEngagementSchema,
  smsEngagementSchema,
]);
export type Engagement = z.infer<typeof engagementSchema>;

/** Engagements with the same queue and the same skills compete for the same representatives. */
export function pacingGroupOf(engagement: Pick<VoiceEngagement, 'queueId' | 'skills'>): string {
  return [engagement.queueId, ...[...engagement.skills].sort()].join('+');
}

/** The parts of a pacing group that pacingGroupOf composed. */
export function partsOfGroup(group: string): { queueId: string; skills: string[] } {
  const [queueId = '', ...skills] = group.split('+');
  return { queueId, skills };
}
