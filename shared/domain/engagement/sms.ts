// SMS engagements: messages sent alone, or as the follow-up of a voice engagement.
import { z } from 'zod';
import { messageTemplateIdSchema, queueIdSchema } from '../values/ids.ts';
import { messageTextSchema } from '../sms/message-text.ts';
import { whenReadable } from './cross-field.ts';
import { callOrders, identity } from './identity.ts';
import { limits, smsPhoneTypes } from './contact-limits.ts';
import { smsRules } from './rules.ts';

const textFields = {
  /** The text, with tokens such as {{FirstName}}; null: the text of the template or of the request. */
  message: messageTextSchema.nullable(),
  messageTemplateId: messageTemplateIdSchema.nullable(),
};

export const smsEngagementSchema = z
  .strictObject({
    ...identity,
    channel: z.literal('sms'),
    ledBy: z.enum(['representatives', 'ai']),
    /** The queue for the conversation when the contact replies; null: no queue. */
    queueId: queueIdSchema.nullable(),
    messageOrder: z.enum(callOrders),
    /** From the delivery of the message; a later reply is a new conversation. */
    firstResponseTimeoutMinutes: z
      .int()
      .min(1)
      .max(60 * 24 * 30),
    rules: smsRules,
    ...textFields,
    ...limits,
    phoneTypes: smsPhoneTypes,
  })
  .superRefine(
    ({ message, messageTemplateId, intake }, context) => {
      if (message !== null && messageTemplateId !== null) {
        const text = 'must be null when messageTemplateId is set; only one of them is sent';
        context.addIssue({ code: 'custom', path: ['message'], input: message, message: text });
      }
      if (message === null && messageTemplateId === null && intake.includes('file')) {
        const text =
          'is required if messageTemplateId is null, because the rows of a contact file have no text';
        context.addIssue({ code: 'custom', path: ['message'], input: message, message: text });
      }
    },
    whenReadable(z.looseObject({ ...textFields, intake: identity.intake })),
  );
export type SmsEngagement = z.infer<typeof smsEngagementSchema>;
