import type { Instant } from '../../values/time.ts';
import { type Gate, open } from '../gate.ts';

export interface TaskExpiryInput {
  /** Null for an SMS: the follow-up may go out after its task has expired. */
  expiresAt: Instant | null;
}

export const taskExpiryGate: Gate<TaskExpiryInput> = {
  name: 'taskExpiry',
  check: ({ expiresAt }, at) =>
    expiresAt === null || at < expiresAt
      ? open
      : { kind: 'closed', because: 'taskExpired', until: 'never' },
};
