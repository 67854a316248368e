import type { z } from 'zod';
import { engagementDefaults } from '../../../shared/domain/engagement/engagement-defaults.ts';
import { type SmsEngagement, smsEngagementSchema } from '../../../shared/domain/engagement/sms.ts';
import {
  type ReservingEngagement,
  voiceVariants,
} from '../../../shared/domain/engagement/voice.ts';

type VoiceInput = z.input<typeof voiceVariants.progressive>;
type SmsInput = z.input<typeof smsEngagementSchema>;

type Nested = 'callSettings' | 'reattempts' | 'displayNumbers' | 'rules';
type VoiceChanges = Partial<Omit<VoiceInput, Nested>> & {
  [N in Nested]?: Partial<VoiceInput[N]>;
};

/** Progressive, led by representatives, with the defaults of the product page, a queue and a workstream. */
export function aVoiceEngagement(changes: VoiceChanges = {}): ReservingEngagement {
  const own = {
    id: 'spring-renewals',
    name: 'Spring renewals',
    workstreamId: 'outbound-us',
    channel: 'voice',
    queueId: 'renewals',
    dialMode: 'progressive',
  };
  const preset = engagementDefaults(own) as unknown as VoiceInput;
  return voiceVariants.progressive.parse({
    ...preset,
    ...own,
    ...changes,
    callSettings: { ...preset.callSettings, ...changes.callSettings },
    reattempts: { ...preset.reattempts, ...changes.reattempts },
    displayNumbers: { ...preset.displayNumbers, ...changes.displayNumbers },
    rules: { ...preset.rules, ...changes.rules },
  });
}

export function anSmsEngagement(changes: Partial<SmsInput> = {}): SmsEngagement {
  const own = {
    id: 'spring-reminder',
    name: 'Spring reminder',
    workstreamId: 'outbound-us',
    channel: 'sms',
    message: 'Hello {{FirstName}}, we could not reach you.',
  };
  return smsEngagementSchema.parse({ ...engagementDefaults(own), ...own, ...changes });
}

/** Frequency limits with only some of the counts. */
export const limitsOf = (
  counts: { perDay?: number; perWeek?: number; perMonth?: number },
  perNumber: { perDay?: number; perWeek?: number; perMonth?: number } = {},
) => {
  const none = { perDay: null, perWeek: null, perMonth: null };
  return { ...none, ...counts, perNumber: { ...none, ...perNumber } };
};
