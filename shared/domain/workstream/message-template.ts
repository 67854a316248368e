// A text that several SMS engagements send.
import { z } from 'zod';
import { messageTemplateIdSchema } from '../values/ids.ts';
import { languageSchema } from '../values/language.ts';
import { nameSchema } from '../values/name.ts';
import { messageTextSchema } from '../sms/message-text.ts';

export const messageTemplateSchema = z.strictObject({
  id: messageTemplateIdSchema,
  name: nameSchema(),
  description: z.string().max(200),
  /** For the choice of a template. */
  language: languageSchema,
  text: messageTextSchema,
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

export const messageTemplateDefaults = { description: '', language: 'en-US' };
