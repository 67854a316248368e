// A live call on the floor of its pacing group, from the tick that decided it to the settling of its result. It carries
// what it needs of its engagement's settings as they were when it was planned, so that an event is answered with one read.
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
  /** Said to an answering machine after its greeting; null: the call is just ended. */
  voicemailPrompt: z.string().nullable(),
  abandonedAfterMs: z.int(),
  /** Said to a person for whom no representative came; null: nothing. */
  abandonedMessage: z.string().nullable(),
  maximumCallMs: z.int(),
  language: z.string(),
});
export type CallPlan = z.infer<typeof callPlanSchema>;

const common = {
  id: deliveryIdSchema,
  type: z.literal('call'),
  schemaVersion: z.literal(1),
  pacingGroup: z.string(),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  taskId: taskIdSchema,
  contactId: contactIdSchema,
  to: e164Schema,
  from: e164Schema,
  representative: z.strictObject({ id: representativeIdSchema, address: z.string() }),
  /** What a callback must show to be believed; never in a log. */
  secret: z.string().min(22),
  plan: callPlanSchema,
  createdAt: instantSchema,
};

const deadline = { deadlineAt: instantSchema };
const up = { ...deadline, connectionId: z.string(), callId: z.string().nullable() };
const answered = { ...up, answeredAt: instantSchema };
/**
 * The newest list of participants in which the representative stood, and the newest in which they did not; lists come in
 * any order, and one that comes early may only be understood by one that comes late.
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
  /** Decided by a tick; nothing was asked of the outside world yet. */
  variant('queued', deadline),
  /** The intent is saved and the call is being asked for; whether it was placed is not known. */
  variant('placing', deadline),
  variant('ringing', up),
  /** Answered; listening whether a person or a machine speaks. */
  variant('screening', answered),
  /** A person; the representative is being added. After `deadlineAt` the call counts as abandoned. */
  variant('bridging', { ...answered, greetingEndedAt: instantSchema, ...lists }),
  variant('talking', {
    ...answered,
    greetingEndedAt: instantSchema,
    bridgedAt: instantSchema,
    ...lists,
  }),
  /** A machine; the voicemail prompt is being spoken. */
  variant('leavingVoicemail', { ...answered, greetingEndedAt: instantSchema }),
  /** Nobody came in time; the abandoned message is being spoken. */
  variant('apologizing', { ...answered, greetingEndedAt: instantSchema }),
  /** We asked for the end; the result stands, whatever the network says of it. */
  variant('hangingUp', { ...up, ...ending, tries: z.int().min(1) }),
  /**
   * Over, and not yet settled with its task, its representative and its number. `againFrom` is set when it is certain that
   * nothing was dialled: from then on the same number may be tried as if nothing had been.
   */
  variant('ended', { ...deadline, ...ending, againFrom: instantSchema.nullable() }),
  variant('settled', ending),
]);
export type Call = z.infer<typeof callSchema>;
export type CallStatus = Call['status'];
export type CallIn<S extends CallStatus> = Extract<Call, { status: S }>;

/** Whether the call takes up one of its display number's lines. */
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
