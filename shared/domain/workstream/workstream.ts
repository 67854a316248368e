// A workstream is an outbound line: a number with its type and language. It may have an AI agent. It sets what its
// representatives see and record.
import { z } from 'zod';
import { queueIdSchema, workstreamIdSchema } from '../values/ids.ts';
import { languageSchema } from '../values/language.ts';
import { nameSchema } from '../values/name.ts';
import { type E164, e164Schema } from '../values/phone.ts';

/** Azure Communication Services direct routing, or a Teams Phone resource account. */
const numberTypes = ['directRouting', 'teamsPhone'] as const;
export const numberTypeSchema = z.enum(numberTypes);

export const workstreamSchema = z.strictObject({
  id: workstreamIdSchema,
  name: nameSchema(),
  phoneNumber: e164Schema,
  numberType: numberTypeSchema,
  /** The language of prompts and of greeting detection. */
  language: languageSchema,
  /** ISO 3166, two letters: the country of numbers without +. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country of two capital letters')
    .nullable(),
  /** The maximum of concurrent calls per display number; Azure Communication Services allows two by default. */
  callsPerNumber: z.int().min(1).max(1000),
  outboundBehaviors: z.strictObject({
    /** Spoken to the contact before a representative or an AI agent speaks; empty: nothing. */
    greeting: z.string().max(2000),
    recording: z.enum(['off', 'calls']),
    transcription: z.boolean(),
  }),
  defaultQueueId: queueIdSchema.nullable(),
  /** Receives conversations that the queues of an engagement cannot handle. */
  fallbackQueueId: queueIdSchema.nullable(),
  /** Null: representatives lead all of its engagements. */
  aiAgent: z
    .strictObject({
      name: nameSchema(),
      /** The media endpoint of the agent. */
      endpoint: z.url({ protocol: /^(https|wss)$/, error: 'must be an https or wss address' }),
    })
    .nullable(),
  /** How a call is announced to a representative; the names are those of the product page. */
  notificationTemplates: z.strictObject({
    preview: nameSchema(),
    preDial: nameSchema(),
  }),
  dispositions: z.strictObject({
    /** The maximum number of codes per conversation. */
    most: z.int().min(1).max(12),
    /** Whether at least one code is required before the session closes. */
    required: z.boolean(),
  }),
});
export type Workstream = z.infer<typeof workstreamSchema>;

export const workstreamDefaults = {
  language: 'en-US',
  country: null,
  callsPerNumber: 2,
  outboundBehaviors: { greeting: '', recording: 'off', transcription: false },
  defaultQueueId: null,
  fallbackQueueId: null,
  aiAgent: null,
  notificationTemplates: {
    preview: 'Voice call - outbound agent dial - default',
    preDial: 'Voice call - outbound pre-dial - default',
  },
  dispositions: { most: 2, required: false },
};

/** The other workstream that has the number. */
export const ownerOf = (
  number: E164,
  id: string,
  workstreams: readonly Workstream[],
): Workstream | undefined =>
  workstreams.find((workstream) => workstream.id !== id && workstream.phoneNumber === number);
