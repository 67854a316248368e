import type { Answer } from '../domain/notice/notice.ts';
import type { ToldEvent } from '../domain/notice/outcome-event.ts';

/** Posts outcome events to webhooks. */
export interface Notifier {
  /**
   * One post, which is over within ten seconds. Never throws: what goes wrong on the way is `refused`, and `because` says
   * in a word or two what it was.
   */
  post(callbackUrl: string, event: ToldEvent): Promise<{ answer: Answer; because: string }>;
}
