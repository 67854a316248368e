// What a representative records after a conversation; the result is what the system saw.
import { z } from 'zod';
import { dispositionCodeIdSchema, workstreamIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';

/**
 * Only `notRightParty` can cause a reattempt; `doNotContact` opts the person out of the channel.
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
  /** Only representatives of this workstream see the code; null: all workstreams. */
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
