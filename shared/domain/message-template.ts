// A text that several SMS engagements send.
import { z } from 'zod';
import { messageTemplateIdSchema } from './ids.ts';
import { messageTextSchema } from './sms/template.ts';

export const messageTemplateSchema = z.strictObject({
  id: messageTemplateIdSchema,
  name: z.string().min(1).max(100),
  description: z.string().max(200),
  /** BCP 47; for those who choose a template. */
  language: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/, 'must be a language such as en-US'),
  text: messageTextSchema,
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

export const messageTemplateDefaults = { description: '', language: 'en-US' };
