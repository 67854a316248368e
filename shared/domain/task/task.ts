// A delivery task: the order to reach one contact, or a chain of up to five. Each status has only its own fields.
// Every open status has `deadlineAt`, the instant at which time alone moves the task on.
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
  /** The latest attempt that dialed this number; 0 before the first. */
  triedIn: z.int().min(0),
  /** `spent`: not dialed again in this task; `invalid`: the network knows no such number. */
  standing: z.enum(['usable', 'spent', 'invalid']),
  /**
   * Why this task sends no SMS to the number: another person answered, an opt-out, or a policy suppresses the contact.
   * After another person answered, an only number is still dialed.
   */
  untexted: z.enum(['wrongParty', 'optedOut', 'suppressed']).optional(),
  /** The result of the latest dial that has one. */
  result: voiceResultSchema.optional(),
});

export const chainMemberSchema = z.strictObject({
  contactId: contactIdSchema,
  zone: zoneSchema.nullable(),
  numbers: z.array(numberSchema),
  /** Columns or attributes that the contact has no field for; the representative sees them. */
  inputAttributes: z.record(z.string(), z.string()),
});
export type ChainMember = z.infer<typeof chainMemberSchema>;

/** One number of one member of the chain, by index. */
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
  /** The contact answered, and no representative was free in time. The law of many countries forbids another call. */
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
  kind: z.literal('task'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  /** Unique in its shard: an open task has the key of its chain. A second import therefore creates no second task. */
  openKey: z.string(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), importId: importIdSchema, line: z.int() }),
    z.strictObject({ kind: z.literal('request'), requestId: z.string() }),
  ]),
  chain: z.array(chainMemberSchema).min(1).max(maxChainLength),
  /** The current pass over the numbers, from 1. */
  attempt: z.int().min(1),
  /** The deliveries reserved so far, over all attempts, including those that were never dialed. */
  deliveries: z.int().min(0),
  lastResult: voiceResultSchema.nullable(),
  /** The sort key of custom call orders; null sorts as first in, first out. */
  priority: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
};

const variant = <S extends string, T extends z.core.$ZodLooseShape>(status: S, shape: T) =>
  z.strictObject({ ...common, status: z.literal(status), ...shape });

const deadline = { deadlineAt: instantSchema };
const delivering = { ...deadline, deliveryId: deliveryIdSchema, place: placeSchema };
/** `pacingGroup` finds the call of the delivery, even after an edit of the engagement. */
const calling = {
  ...delivering,
  representativeId: representativeIdSchema,
  pacingGroup: z.string(),
};
/** The codes that the representative has recorded so far. */
const conversation = { ...calling, dispositionCodes: z.array(dispositionCodeIdSchema) };

export const taskSchema = z.discriminatedUnion('status', [
  /**
   * `deadlineAt` is the instant from which it is eligible. `notBefore` is that instant without the windows, so that a
   * change of windows does not shorten the wait.
   */
  variant('waiting', {
    ...deadline,
    notBefore: instantSchema,
    because: z.enum(waitingReasons),
  }),
  /** It expires at `deadlineAt`. */
  variant('ready', { ...deadline, rank: z.string() }),
  /** Reserved for one dial until `deadlineAt`. */
  variant('claimed', calling),
  variant('dialing', calling),
  variant('connected', conversation),
  /** The conversation is over, and the representative may record codes until `deadlineAt`. */
  variant('wrapUp', conversation),
  /** The SMS follow-up. At `deadlineAt`, an unsent SMS is scheduled again, and a sent one ends without a report. */
  variant('texting', {
    ...delivering,
    smsEngagementId: engagementIdSchema,
    sentAt: instantSchema.nullable(),
    /** How often the service rejected it because of our configuration. */
    refusals: z.int().min(0),
  }),
  variant('closed', {
    closedAt: instantSchema,
    outcome: z.enum(outcomes),
    followUp: smsResultSchema.nullable(),
    /** The policy that cancelled it; null for another reason. */
    cancelledBy: cancellationPolicyIdSchema.nullable(),
  }),
]);
export type Task = z.infer<typeof taskSchema>;
export type TaskStatus = Task['status'];
export type TaskIn<S extends TaskStatus> = Extract<Task, { status: S }>;
export type OpenTask = Exclude<Task, { status: 'closed' }>;
export type WaitingReason = TaskIn<'waiting'>['because'];

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

/** The delivery in progress; null for a task that is queued or closed. */
export function deliveryOf(task: Task): DeliveryId | null {
  switch (task.status) {
    case 'waiting':
    case 'ready':
    case 'closed':
      return null;
    default:
      return task.deliveryId;
  }
}

export const nextDeliveryId = ({ id, attempt, deliveries }: Task): DeliveryId =>
  deliveryIdOf(id, attempt, deliveries + 1);

export const refOf = (task: Task): TaskRef => ({
  engagementId: task.engagementId,
  shard: task.shard,
  taskId: task.id,
});
