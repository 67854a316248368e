// The kinds of configuration documents, as they are stored.
import { z } from 'zod';
import { type CancellationPolicy, cancellationPolicySchema } from './cancellation-policy.ts';
import { type DispositionCode, dispositionCodeSchema } from './disposition-code.ts';
import { type Engagement, engagementSchema } from './engagement/engagement.ts';
import { type Lifecycle, lifecycleSchema } from './engagement/lifecycle.ts';
import { type MessageTemplate, messageTemplateSchema } from './message-template.ts';
import { type Queue, queueSchema } from './queue.ts';
import { type Workstream, workstreamSchema } from './workstream.ts';

/** An engagement's document and where it stands in its life. */
export interface EngagementRecord {
  engagement: Engagement;
  lifecycle: Lifecycle;
}

export interface SettingsByKind {
  workstream: Workstream;
  queue: Queue;
  engagement: EngagementRecord;
  dispositionCode: DispositionCode;
  messageTemplate: MessageTemplate;
  cancellationPolicy: CancellationPolicy;
}
export type SettingsKind = keyof SettingsByKind;

/** As people write and read them: the life of an engagement is not theirs to write. */
export interface DocumentByKind extends Omit<SettingsByKind, 'engagement'> {
  engagement: Engagement;
}

export const settingsSchemas: { [K in SettingsKind]: z.ZodType<SettingsByKind[K]> } = {
  workstream: workstreamSchema,
  queue: queueSchema,
  engagement: z.strictObject({ engagement: engagementSchema, lifecycle: lifecycleSchema }),
  dispositionCode: dispositionCodeSchema,
  messageTemplate: messageTemplateSchema,
  cancellationPolicy: cancellationPolicySchema,
};

/** What a kind is called in a sentence. */
export const kindInWords: Record<SettingsKind, string> = {
  workstream: 'workstream',
  queue: 'queue',
  engagement: 'engagement',
  dispositionCode: 'disposition code',
  messageTemplate: 'message template',
  cancellationPolicy: 'cancellation policy',
};
