import type { WebhookAnswer } from '../domain/webhooks/notice.ts';
import type { WebhookEvent } from '../domain/webhooks/outcome-event.ts';

/** Posts outcome events to webhooks. */
export interface WebhookSender {
  /**
   * One post, which is over within ten seconds. Never throws: what goes wrong on the way is `refused`, and `because` says
   * in a word or two what it was.
   */
  post(
    callbackUrl: string,
    event: WebhookEvent,
  ): Promise<{ answer: WebhookAnswer; because: string }>;
}
