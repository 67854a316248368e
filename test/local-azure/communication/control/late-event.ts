import { z } from 'zod';

/** Events that can arrive after the end of their call. An app that applies them corrupts its state. */
const lateEvent = z.enum([
  'CallConnected',
  'CallDisconnected',
  'ParticipantsUpdated',
  'AddParticipantSucceeded',
  'RecognizeFailed',
]);
export type LateEvent = z.output<typeof lateEvent>;

/** A list of late events; `true` means all. */
export const lateEventsSchema = z
  .union([z.boolean(), z.array(lateEvent)])
  .transform((given): readonly LateEvent[] => {
    if (typeof given !== 'boolean') return given;
    return given ? lateEvent.options : [];
  });
