// A workstream is an outbound line: the number that calls are made from, its kind and language, the AI agent behind it, and
// what its representatives see and may record.
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
  /** What prompts are spoken in and greetings are listened for in. */
  language: languageSchema,
  /** ISO 3166, two letters: how a number without + is read. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country of two capital letters')
    .nullable(),
  /** How many calls one display number may carry at once; Azure Communication Services allows two unless raised. */
  callsPerNumber: z.int().min(1).max(1000),
  outboundBehaviors: z.strictObject({
    /** Said to the customer before a representative or an AI agent speaks; empty: nothing. */
    greeting: z.string().max(2000),
    recording: z.enum(['off', 'calls']),
    transcription: z.boolean(),
  }),
  defaultQueueId: queueIdSchema.nullable(),
  /** Where conversations go when nobody of an engagement's own queues can take them. */
  fallbackQueueId: queueIdSchema.nullable(),
  /** Null: its engagements are led by representatives alone. */
  aiAgent: z
    .strictObject({
      name: nameSchema(),
      /** Where the call's media go. */
      endpoint: z.url({ protocol: /^(https|wss)$/, error: 'must be an https or wss address' }),
    })
    .nullable(),
  /** How a call is announced to a representative; the names are the page's. */
  notificationTemplates: z.strictObject({
    preview: nameSchema(),
    preDial: nameSchema(),
  }),
  dispositions: z.strictObject({
    /** How many codes one conversation may have. */
    most: z.int().min(1).max(12),
    /** Whether one must be given before the session closes. */
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

/** The workstream, other than `id`, whose number it is. */
export const ownerOf = (
  number: E164,
  id: string,
  workstreams: readonly Workstream[],
): Workstream | undefined =>
  workstreams.find((other) => other.id !== id && other.phoneNumber === number);
