// A live call of a pacing group, from the tick that decided it to its settlement. It stores the settings that it
// needs as they were at that tick, so that an event needs one read.
import { z } from 'zod';
import {
  contactIdSchema,
  deliveryIdSchema,
  engagementIdSchema,
  representativeIdSchema,
  taskIdSchema,
} from '../values/ids.ts';
import { e164Schema } from '../values/phone.ts';
import { callFactsSchema } from '../task/delivery.ts';
import { voiceResultSchema } from '../outcome/result.ts';
import { instantSchema } from '../values/time.ts';

export const callPlanSchema = z.strictObject({
  ringTimeoutMs: z.int(),
  detection: z.enum(['none', 'speech']),
  detectionMs: z.int(),
  /** Spoken to an answering machine after its greeting; null: hang up. */
  voicemailPrompt: z.string().nullable(),
  abandonedAfterMs: z.int(),
  /** Spoken to a person when no representative joins in time; null: nothing. */
  abandonedMessage: z.string().nullable(),
  maximumCallMs: z.int(),
  language: z.string(),
});
export type CallPlan = z.infer<typeof callPlanSchema>;

const common = {
  id: deliveryIdSchema,
  kind: z.literal('call'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  taskId: taskIdSchema,
  contactId: contactIdSchema,
  to: e164Schema,
  from: e164Schema,
  representative: z.strictObject({ id: representativeIdSchema, address: z.string() }),
  /** The secret that a callback must contain; never logged. */
  secret: z.string().min(22),
  plan: callPlanSchema,
  createdAt: instantSchema,
};

const deadline = { deadlineAt: instantSchema };
const up = { ...deadline, connectionId: z.string(), callId: z.string().nullable() };
const answered = { ...up, answeredAt: instantSchema };
/**
 * The newest participant list with the representative, and the newest one without. Lists arrive in any order, and an
 * early one may need a later one to be understood.
 */
const lists = { listedIn: z.int().nullable(), missingIn: z.int().nullable() };
const ending = {
  result: voiceResultSchema,
  facts: callFactsSchema,
  endedAt: instantSchema,
};

const variant = <S extends string, T extends z.core.$ZodLooseShape>(status: S, shape: T) =>
  z.strictObject({ ...common, status: z.literal(status), ...shape });

export const callSchema = z.discriminatedUnion('status', [
  /** Decided by a tick; nothing is requested yet. */
  variant('queued', deadline),
  /** The intent is saved and the call is requested; whether it was placed is unknown. */
  variant('placing', deadline),
  variant('ringing', up),
  /** Answered; the engine listens for a person or a machine. */
  variant('screening', answered),
  /** A person answered; the representative is being added. After `deadlineAt` the call counts as abandoned. */
  variant('bridging', { ...answered, greetingEndedAt: instantSchema, ...lists }),
  variant('talking', {
    ...answered,
    greetingEndedAt: instantSchema,
    bridgedAt: instantSchema,
    ...lists,
  }),
  /** A machine answered; the voicemail prompt is being spoken. */
  variant('leavingVoicemail', { ...answered, greetingEndedAt: instantSchema }),
  /** No representative joined in time; the abandoned message is being spoken. */
  variant('apologizing', { ...answered, greetingEndedAt: instantSchema }),
  /** We requested the end; the result is final, whatever the network reports. */
  variant('hangingUp', { ...up, ...ending, tries: z.int().min(1) }),
  /**
   * Ended, and not yet settled with its task, representative and number. `againFrom` is set if certainly nothing was
   * dialed. From this time on, the number may be dialed again.
   */
  variant('ended', { ...deadline, ...ending, againFrom: instantSchema.nullable() }),
  variant('settled', ending),
]);
export type Call = z.infer<typeof callSchema>;
export type CallStatus = Call['status'];
export type CallIn<S extends CallStatus> = Extract<Call, { status: S }>;

/** Whether the call uses a line of its display number. */
export const holdsLine = {
  queued: true,
  placing: true,
  ringing: true,
  screening: true,
  bridging: true,
  talking: true,
  leavingVoicemail: true,
  apologizing: true,
  hangingUp: true,
  ended: false,
  settled: false,
} satisfies Record<CallStatus, boolean>;
