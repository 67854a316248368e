// A workstream is an outbound line: the number that calls are made from, its kind, and its language.
import { z } from 'zod';
import { queueIdSchema, workstreamIdSchema } from './ids.ts';
import { e164Schema } from './phone.ts';

export const numberTypes = ['directRouting', 'teamsPhone'] as const;
export const numberTypeSchema = z.enum(numberTypes);

export const workstreamSchema = z.strictObject({
  id: workstreamIdSchema,
  name: z.string().min(1).max(100),
  phoneNumber: e164Schema,
  numberType: numberTypeSchema,
  /** BCP 47; what prompts are spoken in and greetings are listened for in. */
  language: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/, 'must be a language such as en-US'),
  /** ISO 3166, two letters: how a number without + is read. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country of two capital letters')
    .nullable(),
  /** How many calls one display number may carry at once; Azure Communication Services allows two unless raised. */
  callsPerNumber: z.int().min(1).max(1000),
  fallbackQueueId: queueIdSchema.nullable(),
});
export type Workstream = z.infer<typeof workstreamSchema>;

export const workstreamDefaults = {
  language: 'en-US',
  country: null,
  callsPerNumber: 2,
  fallbackQueueId: null,
};
