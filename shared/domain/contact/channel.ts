import { z } from 'zod';

export const channelSchema = z.enum(['voice', 'sms']);
export type Channel = z.infer<typeof channelSchema>;
