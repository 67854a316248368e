// SMS engagements: messages sent alone, or as the follow-up of a voice engagement.
import { z } from 'zod';
import { messageTemplateIdSchema, queueIdSchema } from '../values/ids.ts';
import { messageTextSchema } from '../sms/message-text.ts';
import { whenReadable } from './cross-field.ts';
import { callOrders, identity } from './identity.ts';
import { limits, smsPhoneTypes } from './contact-limits.ts';
import { smsRules } from './rules.ts';

const text = {
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
    ...text,
    ...limits,
    phoneTypes: smsPhoneTypes,
  })
  .superRefine(
    ({ message, messageTemplateId, intake }, context) => {
      if (message !== null && messageTemplateId !== null) {
        const fault = 'must be null when messageTemplateId is given: one text is sent';
        context.addIssue({ code: 'custom', path: ['message'], input: message, message: fault });
      }
      if (message === null && messageTemplateId === null && intake.includes('file')) {
        const fault = 'must be given, or messageTemplateId: the rows of a file carry no text';
        context.addIssue({ code: 'custom', path: ['message'], input: message, message: fault });
      }
    },
    whenReadable(z.looseObject({ ...text, intake: identity.intake })),
  );
export type SmsEngagement = z.infer<typeof smsEngagementSchema>;
