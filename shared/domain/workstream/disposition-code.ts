// What a representative records of a conversation, as opposed to what the system saw of the call.
import { z } from 'zod';
import { dispositionCodeIdSchema, workstreamIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';

/**
 * Only `notRightParty` may have a contact tried again; `doNotContact` opts the person out of the channel.
 * Source: “Configure disposition codes” and the Reattempts page.
 */
export const dispositionCategories = [
  'success',
  'callback',
  'notRightParty',
  'notInterested',
  'doNotContact',
  'other',
] as const;

export const dispositionCodeSchema = z.strictObject({
  id: dispositionCodeIdSchema,
  name: nameSchema(),
  description: z.string().max(200),
  category: z.enum(dispositionCategories),
  /** The workstream whose representatives see it; null: all. */
  workstreamId: workstreamIdSchema.nullable(),
});
export type DispositionCode = z.infer<typeof dispositionCodeSchema>;

export const dispositionCodeDefaults = { description: '', category: 'other', workstreamId: null };

export const canTriggerReattempt = {
  success: false,
  callback: false,
  notRightParty: true,
  notInterested: false,
  doNotContact: false,
  other: false,
} satisfies Record<DispositionCode['category'], boolean>;
