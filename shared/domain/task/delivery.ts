// A delivery: one dial of one number, or one SMS. It ends in exactly one result. Status spellings are those of the
// Dynamics tables.
import { z } from 'zod';
import { channelSchema } from '../contact/channel.ts';
import {
  contactIdSchema,
  deliveryIdSchema,
  type DispositionCodeId,
  dispositionCodeIdSchema,
  engagementIdSchema,
  representativeIdSchema,
  taskIdSchema,
} from '../values/ids.ts';
import { e164Schema, phoneTypeSchema } from '../values/phone.ts';
import { type Result, smsResultSchema, voiceResultSchema } from '../outcome/result.ts';
import { type Instant, instantSchema } from '../values/time.ts';

const common = {
  id: deliveryIdSchema,
  kind: z.literal('delivery'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  openKey: z.string(),
  taskId: taskIdSchema,
  contactId: contactIdSchema,
  channel: channelSchema,
  attempt: z.int().min(1),
  /** The number of the delivery within its task, from 1. */
  ordinal: z.int().min(1),
  to: e164Schema,
  from: e164Schema,
  phoneType: phoneTypeSchema,
  representativeId: representativeIdSchema.nullable(),
  startedAt: instantSchema,
};

/** The instants of a call, null if it did not get there, and the codes of the network. */
export const callFactsSchema = z.strictObject({
  answeredAt: instantSchema.nullable(),
  greetingEndedAt: instantSchema.nullable(),
  bridgedAt: instantSchema.nullable(),
  /** A person answered, and the call ended before a representative joined. */
  abandoned: z.boolean(),
  /** The correlation id of the service, for its support. */
  callId: z.string().nullable(),
  /** Code, sub-code and SIP response of the service. */
  diagnostics: z.string().max(1000).nullable(),
});
export type CallFacts = z.infer<typeof callFactsSchema>;

export const noFacts: CallFacts = {
  answeredAt: null,
  greetingEndedAt: null,
  bridgedAt: null,
  abandoned: false,
  callId: null,
  diagnostics: null,
};

export const deliverySchema = z.discriminatedUnion('status', [
  z.strictObject({ ...common, status: z.literal('InProcess') }),
  z.strictObject({
    ...common,
    ...callFactsSchema.shape,
    status: z.literal('Complete'),
    result: z.union([voiceResultSchema, smsResultSchema]),
    endedAt: instantSchema,
    /** The codes of the representative, in their order. */
    dispositionCodes: z.array(dispositionCodeIdSchema),
  }),
]);
export type Delivery = z.infer<typeof deliverySchema>;
export type OpenDelivery = Extract<Delivery, { status: 'InProcess' }>;
export type CompleteDelivery = Extract<Delivery, { status: 'Complete' }>;

export function complete(
  delivery: OpenDelivery,
  result: Result,
  facts: CallFacts,
  endedAt: Instant,
  dispositionCodes: readonly DispositionCodeId[] = [],
): CompleteDelivery {
  const codes = [...dispositionCodes];
  return { ...delivery, ...facts, status: 'Complete', result, endedAt, dispositionCodes: codes };
}
