// Posts outcome events as JSON. A 410 ends the subscription; every other failure is retried.
import { z } from 'zod';
import type { WebhookSender } from '../../ports/webhook-sender.ts';

/** In machine time, whatever the engine's clock: sockets have no other. */
const withinMs = 10_000;

export function createWebhookSender(): WebhookSender {
  return {
    async post(callbackUrl, event) {
      try {
        const response = await fetch(callbackUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'webhook-id': event.id },
          body: JSON.stringify(event),
          // A redirect target is not validated, so it is not followed.
          redirect: 'manual',
          signal: AbortSignal.timeout(withinMs),
        });
        await response.body?.cancel();
        const because = `HTTP ${response.status}`;
        if (response.status === 410) return { answer: 'gone', because };
        return { answer: response.ok ? 'accepted' : 'refused', because };
      } catch (error) {
        return { answer: 'refused', because: nameOf(error) };
      }
    },
  };
}

const connectionErrorSchema = z.object({ code: z.union([z.string(), z.number()]) });

/** `ECONNREFUSED`, `TimeoutError`; never the message, which may contain the address. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { data: cause } = connectionErrorSchema.safeParse(error.cause);
  return cause === undefined ? error.name : String(cause.code);
}
