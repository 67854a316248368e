import type { WebhookAnswer } from '../domain/webhooks/notice.ts';
import type { WebhookEvent } from '../domain/webhooks/outcome-event.ts';

/** Posts outcome events to webhooks. */
export interface WebhookSender {
  /** One post of at most ten seconds. It never throws: a failure is `refused`, with a short reason in `because`. */
  post(
    callbackUrl: string,
    event: WebhookEvent,
  ): Promise<{ answer: WebhookAnswer; because: string }>;
}
