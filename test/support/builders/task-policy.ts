import type { SmsEngagement } from '../../../shared/domain/engagement/sms.ts';
import type { VoiceEngagement } from '../../../shared/domain/engagement/voice.ts';
import type { Queue } from '../../../shared/domain/workstream/queue.ts';
import { dialingWindowsOf } from '../../../shared/domain/engagement/dialing-windows.ts';
import type { TaskPolicy } from '../../../shared/domain/task/task-policy.ts';
import { aVoiceEngagement } from './engagement.ts';
import { aNumber } from './identity.ts';
import { aQueue } from './queue.ts';

interface Parts {
  engagement?: VoiceEngagement;
  queue?: Queue;
  /** The SMS engagement of the follow-up; none by default. */
  followUp?: SmsEngagement;
}

export function aTaskPolicy({
  engagement = aVoiceEngagement(),
  queue = aQueue(),
  followUp,
}: Parts = {}): TaskPolicy {
  return {
    engagement,
    dialingWindows: dialingWindowsOf(engagement, queue),
    followUp:
      followUp === undefined
        ? null
        : {
            engagement: followUp,
            dialingWindows: dialingWindowsOf(followUp, null),
            from: aNumber(98),
            text: followUp.message ?? '',
          },
  };
}
