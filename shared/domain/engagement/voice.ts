// Voice engagements: one schema per variant (dial mode and lead). A field of another variant is an error; the engine
// does not ignore it.
import { z } from 'zod';
import { queueIdSchema } from '../values/ids.ts';
import {
  copilotSettings,
  predictiveAiSettings,
  previewSettings,
  progressiveAiSettings,
  reservingSettings,
} from './call-settings.ts';
import { displayNumbersSchema } from './display-numbers.ts';
import { callOrders, identity } from './identity.ts';
import { limits, voicePhoneTypes } from './contact-limits.ts';
import { previewReattemptsSchema, reattemptsSchema } from './reattempts.ts';
import { copilotRules, predictiveAiRules, progressiveAiRules, reservingRules } from './rules.ts';

const sharedFields = {
  ...identity,
  channel: z.literal('voice'),
  queueId: queueIdSchema,
  callOrder: z.enum(callOrders),
  displayNumbers: displayNumbersSchema,
  reattempts: reattemptsSchema,
  ...limits,
  phoneTypes: voicePhoneTypes,
  /** A task that is open after this time is closed as expired. */
  taskLifetimeHours: z
    .int()
    .min(1)
    .max(24 * 365),
};

const createVariant = <M extends string, L extends string, T extends z.core.$ZodLooseShape>(
  dialMode: M,
  ledBy: L,
  ownFields: T,
) =>
  z.strictObject({
    ...sharedFields,
    dialMode: z.literal(dialMode),
    ledBy: z.literal(ledBy),
    ...ownFields,
  });

export const voiceVariants = {
  copilot: createVariant('copilot', 'ai', { callSettings: copilotSettings, rules: copilotRules }),
  preview: createVariant('preview', 'representatives', {
    callSettings: previewSettings,
    reattempts: previewReattemptsSchema,
  }),
  progressive: createVariant('progressive', 'representatives', {
    callSettings: reservingSettings,
    rules: reservingRules,
  }),
  progressiveAi: createVariant('progressive', 'ai', {
    callSettings: progressiveAiSettings,
    rules: progressiveAiRules,
  }),
  predictive: createVariant('predictive', 'representatives', {
    callSettings: reservingSettings,
    rules: reservingRules,
  }),
  predictiveAi: createVariant('predictive', 'ai', {
    callSettings: predictiveAiSettings,
    rules: predictiveAiRules,
  }),
};

export const voiceEngagementSchema = z.discriminatedUnion('dialMode', [
  voiceVariants.copilot,
  voiceVariants.preview,
  z.discriminatedUnion('ledBy', [voiceVariants.progressive, voiceVariants.progressiveAi]),
  z.discriminatedUnion('ledBy', [voiceVariants.predictive, voiceVariants.predictiveAi]),
]);
export type VoiceEngagement = z.infer<typeof voiceEngagementSchema>;

/** Progressive or predictive, led by representatives: the engine reserves a representative before each dial. */
export type ReservingEngagement = z.infer<
  typeof voiceVariants.progressive | typeof voiceVariants.predictive
>;

export const isReserving = (engagement: VoiceEngagement): engagement is ReservingEngagement =>
  (engagement.dialMode === 'progressive' || engagement.dialMode === 'predictive') &&
  engagement.ledBy === 'representatives';

/** Whether this version of the engine dials in the mode of the engagement. */
export const isModeSupported = (engagement: VoiceEngagement): engagement is ReservingEngagement =>
  engagement.dialMode === 'progressive' && engagement.ledBy === 'representatives';
