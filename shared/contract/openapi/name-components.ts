// The names of schemas that several documents share.
import { frequencyLimitsSchema } from '../../domain/compliance/frequency-limits.ts';
import {
  copilotSettings,
  predictiveAiSettings,
  previewSettings,
  progressiveAiSettings,
  reservingSettings,
} from '../../domain/engagement/call-settings.ts';
import { displayNumbersSchema } from '../../domain/engagement/display-numbers.ts';
import { lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import { previewReattemptsSchema, reattemptsSchema } from '../../domain/engagement/reattempts.ts';
import {
  copilotRules,
  predictiveAiRules,
  progressiveAiRules,
  reservingRules,
  smsRules,
} from '../../domain/engagement/rules.ts';
import * as ids from '../../domain/values/ids.ts';
import { e164Schema } from '../../domain/values/phone.ts';
import { smsResultSchema, voiceResultSchema } from '../../domain/outcome/result.ts';
import { hoursSchema } from '../../domain/schedule/opening-hours.ts';
import { skillSchema } from '../../domain/values/skill.ts';
import { messageTextSchema } from '../../domain/sms/message-text.ts';
import type { Registry } from './registry.ts';

export function nameComponents({ name }: Registry): void {
  name('EngagementId', ids.engagementIdSchema);
  name('WorkstreamId', ids.workstreamIdSchema);
  name('QueueId', ids.queueIdSchema);
  name('RepresentativeId', ids.representativeIdSchema);
  name('DispositionCodeId', ids.dispositionCodeIdSchema);
  name('MessageTemplateId', ids.messageTemplateIdSchema);
  name('CancellationPolicyId', ids.cancellationPolicyIdSchema);
  name('ImportId', ids.importIdSchema);
  name('ContactId', ids.contactIdSchema);
  name('DeliveryTaskId', ids.taskIdSchema);
  name('DeliveryId', ids.deliveryIdSchema);

  name('PhoneNumber', e164Schema);
  name('Skill', skillSchema);
  name('Hours', hoursSchema);
  name('MessageText', messageTextSchema);
  name('VoiceResult', voiceResultSchema);
  name('SmsResult', smsResultSchema);

  name('Lifecycle', lifecycleSchema);
  name('FrequencyLimits', frequencyLimitsSchema.unwrap());
  name('DisplayNumbers', displayNumbersSchema);
  name('Reattempts', reattemptsSchema);
  name('PreviewReattempts', previewReattemptsSchema);

  name('CopilotCallSettings', copilotSettings);
  name('PreviewCallSettings', previewSettings);
  name('ReservingCallSettings', reservingSettings);
  name('ProgressiveAiCallSettings', progressiveAiSettings);
  name('PredictiveAiCallSettings', predictiveAiSettings);
  name('CopilotRules', copilotRules);
  name('ProgressiveAiRules', progressiveAiRules);
  name('PredictiveAiRules', predictiveAiRules);
  name('ReservingRules', reservingRules);
  name('SmsRules', smsRules);
}
