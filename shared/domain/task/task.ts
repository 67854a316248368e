// A delivery task: the order to reach one contact, or a chain of up to five. Each status holds only what is then true.
// Every open status carries `deadlineAt`, the instant at which time alone moves the task on.
import { z } from 'zod';
import {
  cancellationPolicyIdSchema,
  contactIdSchema,
  type DeliveryId,
  deliveryIdOf,
  deliveryIdSchema,
  dispositionCodeIdSchema,
  engagementIdSchema,
  importIdSchema,
  representativeIdSchema,
  taskIdSchema,
  type TaskRef,
} from '../values/ids.ts';
import { e164Schema, phoneTypeSchema } from '../values/phone.ts';
import { smsResultSchema, voiceResultSchema } from '../outcome/result.ts';
import { instantSchema } from '../values/time.ts';
import { zoneSchema } from '../values/time-zone.ts';

export const maxChainLength = 5;

const numberSchema = z.strictObject({
  type: phoneTypeSchema,
  number: e164Schema,
  /** The latest attempt in which this number was dialled; 0 before the first. */
  triedIn: z.int().min(0),
  /** `spent`: not dialled again in this task, by its settings; `invalid`: nobody can be reached there. */
  standing: z.enum(['usable', 'spent', 'invalid']),
  /**
   * Why no text goes there in this task: somebody else answered (it may still be dialled where there is no other), its owner
   * wants no texts, or a policy suppresses the person.
   */
  untexted: z.enum(['wrongParty', 'optedOut', 'suppressed']).optional(),
  /** What came of the latest dial there that has a result. */
  result: voiceResultSchema.optional(),
});

export const chainMemberSchema = z.strictObject({
  contactId: contactIdSchema,
  zone: zoneSchema.nullable(),
  numbers: z.array(numberSchema),
  /** Columns or attributes that are not the contact's own: shown to the representative. */
  inputAttributes: z.record(z.string(), z.string()),
});
export type ChainMember = z.infer<typeof chainMemberSchema>;

/** One number of one member of the chain, by position. */
export const placeSchema = z.strictObject({ member: z.int().min(0), number: z.int().min(0) });
export type Place = z.infer<typeof placeSchema>;

const waitingReasons = [
  'outsideWindow',
  'retry',
  'betweenNumbers',
  'frequencyLimit',
  'numberInUse',
  'throttled',
  'timeZoneUnknown',
] as const;

export const outcomes = [
  'reached',
  /** Somebody answered, and no representative came in time. They are not called again: that is the law in many places. */
  'abandoned',
  'exhausted',
  'unreachable',
  'optedOut',
  'expired',
  'cancelled',
  'error',
] as const;
export type Outcome = (typeof outcomes)[number];

const common = {
  id: taskIdSchema,
  type: z.literal('task'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  /** Unique in its shard: an open task of a list holds its chain's key, so that no second list dials it beside. */
  openKey: z.string(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), importId: importIdSchema, line: z.int() }),
    z.strictObject({ kind: z.literal('request'), requestId: z.string() }),
  ]),
  chain: z.array(chainMemberSchema).min(1).max(maxChainLength),
  /** The pass that is under way, from 1. */
  attempt: z.int().min(1),
  /** Deliveries claimed so far, over all attempts, those that were never dialled included. */
  deliveries: z.int().min(0),
  lastResult: voiceResultSchema.nullable(),
  /** What custom call orders sort by; null sorts as first in, first out. */
  priority: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
};

const variant = <S extends string, T extends z.core.$ZodLooseShape>(status: S, shape: T) =>
  z.strictObject({ ...common, status: z.literal(status), ...shape });

const deadline = { deadlineAt: instantSchema };
const delivering = { ...deadline, deliveryId: deliveryIdSchema, place: placeSchema };
/** `pacingGroup` is where the call of the delivery is found, whatever becomes of the engagement's settings. */
const calling = {
  ...delivering,
  representativeId: representativeIdSchema,
  pacingGroup: z.string(),
};
/** What the representative has recorded so far; it is for the delivery, and decides what becomes of the task. */
const conversation = { ...calling, dispositionCodes: z.array(dispositionCodeIdSchema) };

export const taskSchema = z.discriminatedUnion('status', [
  /**
   * `deadlineAt` is the instant from which it is eligible; `notBefore` is what that would be if every hour were allowed,
   * so that other windows can be asked without losing a wait.
   */
  variant('waiting', {
    ...deadline,
    notBefore: instantSchema,
    because: z.enum(waitingReasons),
  }),
  /** `deadlineAt` is when it expires. */
  variant('ready', { ...deadline, rank: z.string() }),
  /** Held for one dial; the lease is lost at `deadlineAt`. */
  variant('claimed', calling),
  variant('dialing', calling),
  variant('connected', conversation),
  /** The person was spoken to, and the representative may still say what came of it. After `deadlineAt` they have. */
  variant('wrapUp', conversation),
  /** The SMS follow-up: ordered again at `deadlineAt` while `sentAt` is null, and after it over without a report. */
  variant('texting', {
    ...delivering,
    smsEngagementId: engagementIdSchema,
    sentAt: instantSchema.nullable(),
    /** How often the service took nothing of ours at all. */
    refusals: z.int().min(0),
  }),
  variant('closed', {
    closedAt: instantSchema,
    outcome: z.enum(outcomes),
    followUp: smsResultSchema.nullable(),
    /** The policy that cancelled it; null: none did. */
    cancelledBy: cancellationPolicyIdSchema.nullable(),
  }),
]);
export type Task = z.infer<typeof taskSchema>;
export type TaskStatus = Task['status'];
export type TaskIn<S extends TaskStatus> = Extract<Task, { status: S }>;

export const isOpen = {
  waiting: true,
  ready: true,
  claimed: true,
  dialing: true,
  connected: true,
  wrapUp: true,
  texting: true,
  closed: false,
} satisfies Record<TaskStatus, boolean>;

/** The delivery that the task comes to next. */
export const nextDeliveryId = ({ id, attempt, deliveries }: Task): DeliveryId =>
  deliveryIdOf(id, attempt, deliveries + 1);

export const refOf = (task: Task): TaskRef => ({
  engagementId: task.engagementId,
  shard: task.shard,
  taskId: task.id,
});
