// Voice engagements: one schema per variant (dial mode and led-by), so that a field of another variant is an error
// and not ignored.
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

const common = {
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

const mode = <M extends string, L extends string, T extends z.core.$ZodLooseShape>(
  dialMode: M,
  ledBy: L,
  own: T,
) => z.strictObject({ ...common, dialMode: z.literal(dialMode), ledBy: z.literal(ledBy), ...own });

export const voiceVariants = {
  copilot: mode('copilot', 'ai', { callSettings: copilotSettings, rules: copilotRules }),
  preview: mode('preview', 'representatives', {
    callSettings: previewSettings,
    reattempts: previewReattemptsSchema,
  }),
  progressive: mode('progressive', 'representatives', {
    callSettings: reservingSettings,
    rules: reservingRules,
  }),
  progressiveAi: mode('progressive', 'ai', {
    callSettings: progressiveAiSettings,
    rules: progressiveAiRules,
  }),
  predictive: mode('predictive', 'representatives', {
    callSettings: reservingSettings,
    rules: reservingRules,
  }),
  predictiveAi: mode('predictive', 'ai', {
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

/** Progressive or predictive, led by representatives: one representative is reserved before each dial. */
export type ReservingEngagement = z.infer<
  typeof voiceVariants.progressive | typeof voiceVariants.predictive
>;

/** Whether this version dials in the mode of the engagement. */
export const isModeSupported = (engagement: VoiceEngagement): engagement is ReservingEngagement =>
  engagement.dialMode === 'progressive' && engagement.ledBy === 'representatives';
