// An engagement is a configured campaign. A voice engagement dials; an SMS engagement is what a voice engagement
// follows up with when its attempts are used up. Settings are whole documents; nothing is optional once stored.
import { z } from 'zod';
import { engagementIdSchema, queueIdSchema, workstreamIdSchema } from '../ids.ts';
import { e164Schema, phoneTypeSchema } from '../phone.ts';
import { reattemptReasonSchema } from '../result.ts';
import { hoursSchema } from '../schedule/hours.ts';

export const priorities = ['critical', 'high', 'normal'] as const;

export const callOrders = [
  'earliestScheduledDate',
  'firstInFirstOut',
  'lastInFirstOut',
  'customAscending',
  'customDescending',
] as const;
export type CallOrder = (typeof callOrders)[number];

/** A skill is named by words; the plus sign joins the parts of a pacing group and belongs in no name. */
export const skillSchema = z
  .string()
  .regex(/^[\p{L}\p{N} ._-]{1,50}$/u, 'must be 1 to 50 letters, digits, spaces, dots, dashes');

const identity = {
  id: engagementIdSchema,
  name: z.string().min(1).max(100),
  description: z.string().max(200),
  workstreamId: workstreamIdSchema,
  /** The contact attribute that identifies a person: records with the same value are the same contact. */
  contactUniqueIdentifier: z.string().min(1).max(100),
  /** How many partitions the engagement's tasks are spread over; cannot change once tasks exist. */
  shards: z.int().min(1).max(64),
};

const frequencyLimits = z
  .strictObject({
    /** Deliveries that one contact may receive in any 24 hours, over all engagements and channels. */
    perDay: z.int().min(1).max(100).nullable(),
    /** The same in any seven days. */
    perWeek: z.int().min(1).max(500).nullable(),
  })
  .nullable();
export type FrequencyLimits = z.infer<typeof frequencyLimits>;

const schedule = {
  /** The number types that may be used, in the order in which they are tried, each with its quiet hours. */
  phoneTypes: z
    .array(z.strictObject({ type: phoneTypeSchema, quietHours: z.array(hoursSchema) }))
    .min(1)
    .refine(
      (types) => new Set(types.map(({ type }) => type)).size === types.length,
      'must name each phone type once',
    ),
  /** Whose clock the quiet hours go by. */
  timeZones: z.enum(['customer', 'utc']),
  /** What to do for a contact without a time zone: take UTC, or hold the task until one is known. */
  missingTimeZone: z.enum(['utc', 'hold']),
};

const seconds = (min: number, max: number) => z.int().min(min).max(max);
const minutes = z
  .number()
  .min(0)
  .max(60 * 24 * 30);

export const callSettingsSchema = z.strictObject({
  /** The phone rings this long before the call is given up as not answered. */
  ringTimeoutSeconds: seconds(15, 110),
  answeringMachine: z.strictObject({
    /** `speech` listens to the greeting; `none` takes every answer for a person. */
    detection: z.enum(['none', 'speech']),
    detectionSeconds: seconds(1, 7),
    action: z.enum(['endCall', 'leaveVoicemail']),
    voicemailPrompt: z.string().max(2000),
  }),
  /** How long a person may wait for a representative before the call counts as abandoned. */
  abandonedAfterSeconds: seconds(1, 60),
  abandonedMessage: z.string().max(2000),
  /** No call is longer; whatever was lost on the way, it ends then. */
  maximumCallMinutes: z.int().min(1).max(480),
});
export type CallSettings = z.infer<typeof callSettingsSchema>;

export const voiceEngagementSchema = z
  .strictObject({
    ...identity,
    channel: z.literal('voice'),
    ledBy: z.literal('representatives'),
    queueId: queueIdSchema,
    skills: z.array(skillSchema).max(10),
    dialMode: z.literal('progressive'),
    priority: z.enum(priorities),
    callOrder: z.enum(callOrders),
    callSettings: callSettingsSchema,
    /** Numbers that the customer may see, used in turn; none: the workstream's number. */
    displayNumbers: z.array(e164Schema).max(100),
    maximumConcurrentCalls: z.int().min(1).max(10_000).nullable(),
    reattempts: z.strictObject({
      reasons: z.array(reattemptReasonSchema),
      /** Passes over a contact's numbers in all, the first included. */
      attempts: z.int().min(1).max(100),
      waitMinutes: minutes,
      priority: z.enum(['same', 'higher', 'lower']),
      waitBetweenNumbersMinutes: minutes,
      /** The SMS engagement to send when no attempt is left. */
      smsFollowUp: engagementIdSchema.nullable(),
    }),
    frequencyLimits,
    /** A task that is not done by then is closed as expired. */
    taskLifetimeHours: z
      .int()
      .min(1)
      .max(24 * 365),
    ...schedule,
  })
  .refine(
    ({ callSettings: { answeringMachine } }) =>
      answeringMachine.action === 'endCall' || answeringMachine.voicemailPrompt !== '',
    {
      path: ['callSettings', 'answeringMachine', 'voicemailPrompt'],
      message: 'must be given when a voicemail is left',
    },
  );
export type VoiceEngagement = z.infer<typeof voiceEngagementSchema>;

export const smsEngagementSchema = z.strictObject({
  ...identity,
  channel: z.literal('sms'),
  /** The text that is sent, with tokens such as {{FirstName}}. */
  message: z.string().min(1).max(1000),
  frequencyLimits,
  ...schedule,
});
export type SmsEngagement = z.infer<typeof smsEngagementSchema>;

export const engagementSchema = z.discriminatedUnion('channel', [
  voiceEngagementSchema,
  smsEngagementSchema,
]);
export type Engagement = z.infer<typeof engagementSchema>;

/** Engagements that compete for the same representatives: the same queue and the same skills. */
export function pacingGroupOf(engagement: Pick<VoiceEngagement, 'queueId' | 'skills'>): string {
  return [engagement.queueId, ...[...engagement.skills].sort()].join('+');
}

/** The skills part of a pacing group, as pacingGroupOf wrote it. */
export function partsOfGroup(group: string): { queueId: string; skills: string[] } {
  const [queueId = '', ...skills] = group.split('+');
  return { queueId, skills };
}
