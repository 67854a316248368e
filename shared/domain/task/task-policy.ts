import type { DialingWindows } from '../engagement/dialing-windows.ts';
import type { SmsEngagement } from '../engagement/sms.ts';
import type { VoiceEngagement } from '../engagement/voice.ts';
import type { E164 } from '../values/phone.ts';

/** The configuration that decides about a task. */
export interface TaskPolicy {
  engagement: VoiceEngagement;
  dialingWindows: DialingWindows;
  /** The SMS engagement of the follow-up, its windows, its text and its sender number; null for no follow-up. */
  followUp: {
    engagement: SmsEngagement;
    dialingWindows: DialingWindows;
    from: E164;
    text: string;
  } | null;
}
