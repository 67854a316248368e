// Outcome events as JSON, one post each. A receiver that says 410 wants no more; what else is no success is tried again.
import type { WebhookSender } from '../../ports/webhook-sender.ts';

/** By the machine's own clock, whatever time it is told: sockets know no other. */
const withinMs = 10_000;

export function createWebhookSender(): WebhookSender {
  return {
    async post(callbackUrl, event) {
      try {
        const response = await fetch(callbackUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'webhook-id': event.id },
          body: JSON.stringify(event),
          // Where a redirect leads, nobody has checked.
          redirect: 'manual',
          signal: AbortSignal.timeout(withinMs),
        });
        await response.body?.cancel();
        const because = `HTTP ${response.status}`;
        if (response.status === 410) return { answer: 'gone', because };
        return { answer: response.ok ? 'taken' : 'refused', because };
      } catch (error) {
        return { answer: 'refused', because: nameOf(error) };
      }
    },
  };
}

/** `ECONNREFUSED`, `TimeoutError`: never the message, which may hold the address. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
