// An engagement is a configured campaign. A voice engagement dials; an SMS engagement texts, by itself or as what follows a
// voice engagement's last attempt. Settings are whole documents; nothing is optional once stored.
import { z } from 'zod';
import { smsEngagementSchema } from './sms.ts';
import { type VoiceEngagement, voiceEngagementSchema } from './voice.ts';

export const engagementSchema = z.discriminatedUnion('channel', [
  voiceEngagementSchema,
  smsEngagementSchema,
]);
export type Engagement = z.infer<typeof engagementSchema>;

/** Engagements that compete for the same representatives: the same queue and the same skills. */
export function pacingGroupOf(engagement: Pick<VoiceEngagement, 'queueId' | 'skills'>): string {
  return [engagement.queueId, ...[...engagement.skills].sort()].join('+');
}

/** The parts of a pacing group, as pacingGroupOf wrote it. */
export function partsOfGroup(group: string): { queueId: string; skills: string[] } {
  const [queueId = '', ...skills] = group.split('+');
  return { queueId, skills };
}
