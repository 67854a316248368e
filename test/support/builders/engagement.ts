import type { z } from 'zod';
import { engagementDefaults } from '../../../shared/domain/engagement/defaults.ts';
import {
  type SmsEngagement,
  smsEngagementSchema,
  type VoiceEngagement,
  voiceEngagementSchema,
} from '../../../shared/domain/engagement/engagement.ts';

type VoiceInput = z.input<typeof voiceEngagementSchema>;
type SmsInput = z.input<typeof smsEngagementSchema>;

interface VoiceChanges extends Partial<Omit<VoiceInput, 'callSettings' | 'reattempts'>> {
  callSettings?: Partial<VoiceInput['callSettings']>;
  reattempts?: Partial<VoiceInput['reattempts']>;
}

/** The product's defaults, with a queue and a workstream. */
export function aVoiceEngagement(changes: VoiceChanges = {}): VoiceEngagement {
  const { voice } = engagementDefaults;
  return voiceEngagementSchema.parse({
    ...voice,
    id: 'spring-renewals',
    name: 'Spring renewals',
    workstreamId: 'outbound-us',
    channel: 'voice',
    queueId: 'renewals',
    dialMode: 'progressive',
    ...changes,
    callSettings: { ...voice.callSettings, ...changes.callSettings },
    reattempts: { ...voice.reattempts, ...changes.reattempts },
  });
}

export function anSmsEngagement(changes: Partial<SmsInput> = {}): SmsEngagement {
  return smsEngagementSchema.parse({
    ...engagementDefaults.sms,
    id: 'spring-reminder',
    name: 'Spring reminder',
    workstreamId: 'outbound-us',
    channel: 'sms',
    message: 'Hello {{FirstName}}, we could not reach you.',
    ...changes,
  });
}
