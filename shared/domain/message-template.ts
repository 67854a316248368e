// A text that several SMS engagements send.
import { z } from 'zod';
import { messageTemplateIdSchema } from './ids.ts';
import { languageSchema } from './language.ts';
import { nameSchema } from './name.ts';
import { messageTextSchema } from './sms/template.ts';

export const messageTemplateSchema = z.strictObject({
  id: messageTemplateIdSchema,
  name: nameSchema(),
  description: z.string().max(200),
  /** For those who choose a template. */
  language: languageSchema,
  text: messageTextSchema,
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

export const messageTemplateDefaults = { description: '', language: 'en-US' };
