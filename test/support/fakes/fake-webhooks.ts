// The receivers of webhooks: the events that they received, and their answers.
import type { WebhookAnswer } from '../../../shared/domain/webhooks/notice.ts';
import type { WebhookEvent } from '../../../shared/domain/webhooks/outcome-event.ts';
import type { WebhookSender } from '../../../shared/ports/webhook-sender.ts';

export interface Webhooks extends WebhookSender {
  readonly received: readonly { callbackUrl: string; event: WebhookEvent }[];
  /** The answer from now on; `accepted` by default. */
  answer(callbackUrl: string, answer: WebhookAnswer): void;
}

export function createFakeWebhooks(): Webhooks {
  const received: { callbackUrl: string; event: WebhookEvent }[] = [];
  const answers = new Map<string, WebhookAnswer>();
  return {
    received,
    answer: (callbackUrl, answer) => void answers.set(callbackUrl, answer),
    async post(callbackUrl, event) {
      received.push({ callbackUrl, event });
      const answer = answers.get(callbackUrl) ?? 'accepted';
      return { answer, because: answer };
    },
  };
}
