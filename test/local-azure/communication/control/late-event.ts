import { z } from 'zod';

/** The events that may come after the end of their call, and do harm if the app then believes them. */
const lateEvent = z.enum([
  'CallConnected',
  'CallDisconnected',
  'ParticipantsUpdated',
  'AddParticipantSucceeded',
  'RecognizeFailed',
]);
export type LateEvent = z.output<typeof lateEvent>;

/** A list of them; true stands for all. */
export const lateEventsSchema = z
  .union([z.boolean(), z.array(lateEvent)])
  .transform((given): readonly LateEvent[] => {
    if (typeof given !== 'boolean') return given;
    return given ? lateEvent.options : [];
  });
