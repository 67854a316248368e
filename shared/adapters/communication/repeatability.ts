// The SDK creates a new repeatability id per request, which protects only its own retries. Our id derives from the
// delivery id. A repeated request for the same delivery therefore counts once, even from another process.
import { createHash } from 'node:crypto';
import { z } from 'zod';

interface Request {
  method: string;
  url: string;
  headers: { set(name: string, value: string): void };
  body?: unknown;
}
interface Policy {
  name: string;
  sendRequest<R extends Request, A>(request: R, next: (request: R) => Promise<A>): Promise<A>;
}

/** The same text gives the same version 4 UUID. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 32).split('');
  hex[12] = '4';
  hex[16] = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  const digits = hex.join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}

const callSchema = z.looseObject({ operationContext: z.string() });

/** createCall carries the delivery id as its operation context. */
export const callRepeatability: Policy = {
  name: 'deliveryRepeatability',
  async sendRequest(request, next) {
    const creates = request.method === 'POST' && /\/calling\/callConnections\?/.test(request.url);
    if (creates && typeof request.body === 'string') {
      const { operationContext } = callSchema.parse(JSON.parse(request.body));
      request.headers.set('repeatability-request-id', uuidOf(operationContext));
    }
    return next(request);
  },
};

const smsSchema = z.looseObject({
  smsRecipients: z.array(z.looseObject({ to: z.string() })),
  smsSendOptions: z.looseObject({ tag: z.string() }),
});

/** An SMS carries its delivery in the tag; the body has one message id per recipient. */
export const smsRepeatability: Policy = {
  name: 'deliveryRepeatability',
  async sendRequest(request, next) {
    if (request.method === 'POST' && typeof request.body === 'string') {
      const body = smsSchema.parse(JSON.parse(request.body));
      const smsRecipients = body.smsRecipients.map((recipient) => ({
        ...recipient,
        repeatabilityRequestId: uuidOf(`${body.smsSendOptions.tag} ${recipient.to}`),
      }));
      request.body = JSON.stringify({ ...body, smsRecipients });
    }
    return next(request);
  },
};
